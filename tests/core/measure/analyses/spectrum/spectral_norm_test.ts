import { assertAlmostEquals, assertEquals } from "@std/assert";
import { spectralNorm } from "../../../../../core/measure/analyses/spectrum/spectral_norm.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analysePair, analyseTensors } from "../analyse_tensors.ts";

Deno.test("spectralNorm finds the largest singular value of the change", async () => {
  const old = tensorOf("float64", Float64Array.of(3, 0, 0, 1), [2, 2]),
    fresh = tensorOf("float64", Float64Array.of(3, 0, 0, 6), [2, 2]);
  const { figures } = await analysePair(spectralNorm, old, fresh) as { figures: Record<string, number> };
  assertAlmostEquals(figures.change!, 5, 1e-2);
  assertAlmostEquals(figures.old!, 3, 1e-2);
});

Deno.test("spectralNorm is skipped where the budget of operations is spent, and says so", async () => {
  const old = tensorOf("float64", Float64Array.of(3, 0, 0, 1), [2, 2]);
  const { status, reason } = await analyseTensors(spectralNorm, [{ path: "a", old, new: old }], {
    analysisOperations: 10,
  });
  assertEquals([status, reason], ["skipped", "it would need more than 1e+1 operations with those before it"]);
});
