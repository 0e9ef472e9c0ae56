import { assertEquals } from "@std/assert";
import { powerLawAlpha } from "../../../../../core/measure/analyses/spectrum/power_law_alpha.ts";
import { randomBlock } from "../../../../../core/measure/analyses/spectrum/random_block.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analysePair } from "../analyse_tensors.ts";

Deno.test("powerLawAlpha is null where singular values are too few, and says so", async () => {
  const flat = tensorOf("float32", new Float32Array(2500).fill(0.5), [50, 50]);
  const noise = tensorOf("float32", new Float32Array(randomBlock(50, 50).values), [50, 50]);
  const { figures, unmeasured } = await analysePair(powerLawAlpha, flat, noise) as {
    figures: Record<string, number | null>;
    unmeasured: object;
  };
  const reason = "fewer than 50 singular values above rounding that differ";
  assertEquals(unmeasured, { old_alpha: reason, old_ks: reason, old_tail: reason });
  assertEquals([figures.old_alpha, figures.old_ks, figures.old_tail], [null, null, null]);
  assertEquals(typeof figures.new_alpha, "number");
});
