import { assert, assertAlmostEquals } from "@std/assert";
import { Deflation, DEFLATION_BLOCK } from "../../../../../core/measure/analyses/spectrum/deflation.ts";
import { randomBlock } from "../../../../../core/measure/analyses/spectrum/random_block.ts";
import { singularValues } from "../../../../../core/measure/analyses/spectrum/singular_values.ts";

Deno.test("Deflation gives lower bounds of the energy of the strongest directions, and close ones", async () => {
  // Uniform noise has the slowest decay there is: the hardest case for a randomised search.
  const matrix = randomBlock(160, 120), exact = await singularValues(matrix, () => {});
  const deflation = new Deflation(matrix);
  await deflation.residual(3, () => {});
  let found = 0, most = 0;
  for (const [index, value] of deflation.values(3).entries()) {
    found += value ** 2;
    most += exact[index]! ** 2;
    assert(found <= most * (1 + 1e-12) && found > 0.93 * most, `${index + 1}: ${found} of ${most}`);
  }
});

Deno.test("Deflation knows exactly what is left, until nothing is", async () => {
  const matrix = randomBlock(60, 40), deflation = new Deflation(matrix);
  const left = await deflation.residual(1, () => {});
  const taken = deflation.values(1).reduce((sum, value) => sum + value ** 2, 0);
  assertAlmostEquals(left + taken, deflation.energy, 1e-12 * deflation.energy);
  assert(deflation.values(1).length === DEFLATION_BLOCK);
  assert(await deflation.residual(2, () => {}) < 1e-25 * deflation.energy);
});
