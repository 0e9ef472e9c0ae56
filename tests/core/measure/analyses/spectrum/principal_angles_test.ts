import { assertAlmostEquals, assertEquals } from "@std/assert";
import { principalAngles } from "../../../../../core/measure/analyses/spectrum/principal_angles.ts";

function plane(...rows: readonly (readonly number[])[]) {
  return { rows: rows.length, columns: rows[0]!.length, values: Float64Array.from(rows.flat()) };
}

Deno.test("principalAngles() of a space with itself are 0, with its complement right ones", () => {
  const floor = plane([1, 0, 0, 0], [0, 1, 0, 0]), wall = plane([0, 0, 1, 0], [0, 0, 0, 1]);
  assertEquals([...principalAngles(floor, plane([0, 1, 0, 0], [1, 0, 0, 0]))], [0, 0]);
  for (const angle of principalAngles(floor, wall)) assertAlmostEquals(angle, Math.PI / 2, 1e-15);
});

Deno.test("principalAngles() gives small and large ones to full precision, the smallest first", () => {
  const tilted = plane([Math.cos(1e-7), 0, Math.sin(1e-7), 0], [0, Math.cos(1.5), 0, Math.sin(1.5)]);
  const [small, large] = principalAngles(plane([1, 0, 0, 0], [0, 1, 0, 0]), tilted);
  assertAlmostEquals(small!, 1e-7, 1e-21);
  assertAlmostEquals(large!, 1.5, 1e-15);
});
