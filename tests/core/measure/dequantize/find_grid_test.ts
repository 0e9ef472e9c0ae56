import { assertEquals } from "@std/assert";
import { findGrid } from "../../../../core/measure/dequantize/find_grid.ts";
import { tensorOf } from "../make_tensor.ts";

/** A grid of so many places, rounded to float32. */
function grid(count: number, step: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => (index * 7 % count - 3) * step);
}

Deno.test("findGrid() finds the grid of a whole tensor before those of its rows", async () => {
  const found = await findGrid(tensorOf("float32", grid(32, 0.1), [2, 16]));
  assertEquals([found?.per, found?.levels, found?.bits], ["tensor", 32, 5]);
});

Deno.test("findGrid() finds a grid for each row, and does without rows of one value", async () => {
  const values = Float32Array.of(...grid(16, 0.1), ...grid(16, Math.PI / 9), ...new Float32Array(16));
  const found = await findGrid(tensorOf("float32", values, [3, 16]));
  assertEquals([found?.per, found?.grids, found?.levels, found?.bits], ["channel", 2, 16, 4]);
});

Deno.test("findGrid() finds none in random, infinite, constant or one-dimensional values", async () => {
  const random = Float32Array.from({ length: 5000 }, (_, index) => Math.sin(index * index + 1));
  const infinite = Float32Array.of(...grid(31, 0.1), Infinity);
  for (const [values, shape] of [[random, [2, 2500]], [infinite, [1, 32]], [new Float32Array(9), [3, 3]]] as const) {
    assertEquals(await findGrid(tensorOf("float32", values, [...shape])), null);
  }
  assertEquals(await findGrid(tensorOf("float32", grid(32, 0.1), [32])), null);
});

Deno.test("findGrid() stops reading once there can be no grid", async () => {
  const tensor = tensorOf("float32", Float32Array.from({ length: 65536 }, (_, index) => Math.sin(index)), [2, 32768]);
  let blocks = 0;
  const data = {
    async *blocks(bytes: number) {
      for await (const block of tensor.data!.blocks(bytes)) {
        blocks++;
        yield block;
      }
    },
  };
  assertEquals([await findGrid({ ...tensor, data }), blocks], [null, 1]);
});
