import { assertEquals } from "@std/assert";
import { maskChange } from "../../../../../core/measure/analyses/sparsity/mask_change.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analysePair } from "../analyse_tensors.ts";

function float64(...values: readonly number[]) {
  return tensorOf("float64", Float64Array.from(values));
}

Deno.test("maskChange knows what was pruned by magnitude", async () => {
  assertEquals(await analysePair(maskChange, float64(0, 0.1, -0.2, 0.3, -4), float64(0, 0, -0, 0.3, -4)), {
    figures: {
      pruned: 2,
      regrown: 0,
      jaccard: 1 / 3,
      moved: 0,
      largest_pruned: 0.2,
      smallest_kept: 0.3,
      by_magnitude: true,
    },
  });
});

Deno.test("maskChange says no where a larger weight was pruned, another moved, or one is back", async () => {
  const byMagnitude = async (...fresh: readonly number[]) => {
    const { figures } = await analysePair(maskChange, float64(0, 1, 2, 3), float64(...fresh)) as {
      figures: Record<string, unknown>;
    };
    return [figures.by_magnitude, figures.moved, figures.regrown];
  };
  assertEquals(await byMagnitude(0, 0, 2, 3), [true, 0, 0]);
  assertEquals(await byMagnitude(0, 1, 0, 3), [false, 0, 0]);
  assertEquals(await byMagnitude(0, 0, 2, 3.5), [false, 1, 0]);
  assertEquals(await byMagnitude(7, 0, 2, 3), [false, 0, 1]);
});

Deno.test("maskChange gives reasons where nothing was pruned, and takes NaN for no zero", async () => {
  const { figures, unmeasured } = await analysePair(maskChange, float64(NaN, 1), float64(NaN, 1)) as {
    figures: Record<string, unknown>;
    unmeasured: Record<string, string>;
  };
  assertEquals([figures.jaccard, figures.by_magnitude, figures.moved], [null, null, 0]);
  assertEquals(unmeasured.jaccard, "neither side has a zero");
  assertEquals((await analysePair(maskChange, float64(NaN), float64(0)) as { unmeasured: object }).unmeasured, {
    largest_pruned: "a NaN was pruned",
    smallest_kept: "new is zero throughout, or not finite",
  });
});
