import { assert, assertEquals } from "@std/assert";
import { orthogonalizeRows } from "../../../../../core/measure/analyses/spectrum/orthogonalize_rows.ts";
import { randomBlock } from "../../../../../core/measure/analyses/spectrum/random_block.ts";
import { singularValues } from "../../../../../core/measure/analyses/spectrum/singular_values.ts";

const none = () => {};

for (const [rows, columns] of [[1, 1], [1, 7], [7, 1], [8, 8], [40, 25], [25, 40]] as const) {
  Deno.test(`singularValues() of ${rows} x ${columns} are those that Jacobi rotations give`, async () => {
    const matrix = randomBlock(rows, columns), before = matrix.values.slice();
    const found = await singularValues(matrix, none);
    assertEquals(matrix.values, before);
    const truth = orthogonalizeRows(matrix).subarray(0, Math.min(rows, columns));
    assertEquals(found.length, truth.length);
    for (const [i, value] of found.entries()) assert(Math.abs(value - truth[i]!) <= 1e-14 * truth[0]!);
  });
}

Deno.test("singularValues() finds equal ones, zeros and what is tiny or huge", async () => {
  const diagonal = (...values: readonly number[]) => {
    const matrix = { rows: values.length, columns: values.length, values: new Float64Array(values.length ** 2) };
    for (const [i, value] of values.entries()) matrix.values[i * (values.length + 1)] = value;
    return matrix;
  };
  for (const scale of [1, 1e-140, 1e140]) {
    const found = await singularValues(diagonal(...[2, 5, 0, 5, 1].map((value) => value * scale)), none);
    for (const [i, value] of [5, 5, 2, 1, 0].entries()) assert(Math.abs(found[i]! / scale - value) <= 1e-14);
  }
  assertEquals([...await singularValues(diagonal(0, 0, 0), none)], [0, 0, 0]);
});
