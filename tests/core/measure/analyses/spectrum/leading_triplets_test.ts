import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { leadingTriplets } from "../../../../../core/measure/analyses/spectrum/leading_triplets.ts";
import { zeroMatrix } from "../../../../../core/measure/analyses/spectrum/matrix.ts";
import { randomBlock } from "../../../../../core/measure/analyses/spectrum/random_block.ts";
import { singularValues } from "../../../../../core/measure/analyses/spectrum/singular_values.ts";

const pulse = () => {};

Deno.test("leadingTriplets() converges on noise, whose spectrum decays the slowest, within its steps", async () => {
  const matrix = randomBlock(150, 120), exact = await singularValues(matrix, pulse);
  const { values, residuals, steps } = await leadingTriplets(matrix, {
    vectors: 4,
    steps: 30,
    enough: ({ values, residuals }) => residuals[0]! <= 1e-6 * values[0]!,
    pulse,
  });
  assert(steps < 30 && residuals[0]! <= 1e-6 * values[0]!);
  assertAlmostEquals(values[0]!, exact[0]!, 1e-10 * exact[0]!);
});

Deno.test("leadingTriplets() tells how far it is where the steps are spent", async () => {
  const matrix = randomBlock(150, 120), exact = await singularValues(matrix, pulse);
  const { values, residuals, steps } = await leadingTriplets(matrix, {
    vectors: 4,
    steps: 2,
    enough: () => false,
    pulse,
  });
  assertEquals(steps, 2);
  assert(values[0]! <= exact[0]!);
  assert(exact.some((value) => Math.abs(value - values[0]!) <= residuals[0]!));
});

Deno.test("leadingTriplets() finds equal values as often as they are, and none in zeros", async () => {
  const options = { vectors: 3, steps: 3, enough: () => false, pulse };
  const unit = zeroMatrix(6, 6);
  for (let i = 0; i < 6; i++) unit.values[7 * i] = 2;
  for (const value of (await leadingTriplets(unit, options)).values) assertAlmostEquals(value, 2, 1e-14);
  assertEquals((await leadingTriplets(zeroMatrix(4, 5), options)).values.length, 0);
});
