import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { measureTensors } from "../../../core/measure/measure_tensors.ts";
import { unravel } from "../../../core/model/unravel.ts";
import { tensorOf } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20, file: "old" };

async function firstOf(values: Float32Array, shape: readonly number[]) {
  const node = tensorOf("float32", values, shape);
  const { results } = await measureTensors([{ path: "a", old: node, new: node }], OPTIONS);
  return results.at(0)!.new!.first_nonfinite;
}

Deno.test("the first NaN or infinity has its index, in the plain pass and in the kernel's, across chunks", async () => {
  // As many elements as make a kernel worth while, in several chunks.
  for (const rows of [3, 1500]) {
    await fc.assert(
      fc.asyncProperty(fc.nat(rows * 100 - 1), fc.constantFrom(NaN, Infinity, -Infinity), async (at, special) => {
        const values = new Float32Array(rows * 100).fill(1);
        values.fill(special, at, at + 3);
        assertEquals(await firstOf(values, [rows, 100]), unravel(at, [rows, 100]));
      }),
      { numRuns: 20 },
    );
  }
});

Deno.test("a tensor that is finite throughout has no such index", async () => {
  assertEquals(await firstOf(Float32Array.of(1, 2), [2]), undefined);
});
