import { assert, assertEquals } from "@std/assert";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { measurePairFast } from "../../../../core/measure/kernel/kernel_pass.ts";
import { CHUNK_ELEMENTS } from "../../../../core/measure/paired_blocks.ts";
import { measurePair } from "../../../../core/measure/tensor_pass.ts";
import { dtype } from "../../../../core/model/dtype.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import { alter, assertSame, makeBytes, OPTIONS, tensor } from "./kernel_tensors.ts";

const SCALES = [0.125, 1 / 3, 2 ** -140, 7e30];

for (const type of ["qint8", "quint8", "qint32"] as const) {
  Deno.test(`measurePairFast() dequantizes ${type} as the plain pass does`, async () => {
    const kernel = createKernel(), width = dtype(type).bits / 8;
    for (const [shape, axis] of [[[4, 9000], 0], [[9001, 4], 1], [[3, 4, 5001], 1], [[4, 1], 0]] as const) {
      const length = shape.reduce((product: number, size) => product * size, 1);
      const stored = type === "qint32" ? "int32" : "int8";
      const bytes = makeBytes(stored, length, "any bits", length), altered = alter(bytes, width, 5);
      const byChannel = { scheme: "per_channel", axis, scales: SCALES, zeroPoints: [0, -3, 7, 100] } as const;
      const whole = { scheme: "per_tensor", scales: [0.1], zeroPoints: [5] } as const;
      const float = { ...tensor("float32", makeBytes("float32", length, "numbers", 2), length), shape };
      const node = (from: Uint8Array, quantization: typeof byChannel | typeof whole): TensorNode => {
        return { ...tensor(type, from, length), shape, quantization };
      };
      const pairs = [
        [node(bytes, byChannel), node(altered, byChannel)],
        [node(bytes, whole), node(altered, whole)],
        [node(bytes, byChannel), node(altered, whole)],
        [float, node(bytes, byChannel)],
        [node(bytes, whole), float],
      ] as const;
      for (const [index, [old, fresh]] of pairs.entries()) {
        const what = `pair ${index} of [${shape}]`;
        assertSame(await measurePairFast(kernel, old, fresh), await measurePair(old, fresh, OPTIONS), what);
      }
    }
  });
}

Deno.test("measurePairFast() keeps integers exact where only some chunks fit in float64", async () => {
  const kernel = createKernel(), length = 3 * CHUNK_ELEMENTS;
  const values = BigInt64Array.from({ length }, (_, i) => BigInt(i));
  values[CHUNK_ELEMENTS + 5] = 2n ** 62n + 1n;
  const altered = values.map((x, i) =>
    i === 2 * CHUNK_ELEMENTS + 1 ? x + 2n ** 50n : i === CHUNK_ELEMENTS + 5 ? x + 1n : x
  );
  const [old, fresh] = [values, altered].map((each) => tensor("int64", new Uint8Array(each.buffer), length));
  const fast = await measurePairFast(kernel, old!, fresh!);
  assertSame(fast, await measurePair(old!, fresh!, OPTIONS), "a chunk beyond float64");
  assertEquals([fast.old!.max, fast.new!.max], [2n ** 62n + 1n, 2n ** 62n + 2n]);
  assertEquals([fast.measures!.max_abs, fast.measures!.max_abs_index], [2 ** 50, [2 * CHUNK_ELEMENTS + 1]]);
});

Deno.test("measurePairFast() counts what is beyond a tolerance as the plain pass does", async () => {
  const kernel = createKernel();
  for (const [oldType, newType] of [["float32", "float32"], ["float64", "float32"], ["bfloat16", "float16"]] as const) {
    for (const length of [1, 7, CHUNK_ELEMENTS + 3]) {
      for (const content of ["numbers", "any bits"] as const) {
        const old = tensor(oldType, makeBytes(oldType, length, content, 3), length);
        const fresh = tensor(newType, makeBytes(newType, length, content, 4), length);
        for (const tolerance of [{ rtol: 0.5, atol: 0.25 }, { rtol: 0, atol: 1 }, { rtol: 1e300, atol: 0 }]) {
          const fast = await measurePairFast(kernel, old, fresh, { tolerance });
          assertSame(
            fast,
            await measurePair(old, fresh, { ...OPTIONS, tolerance }),
            `${length} elements of ${content}`,
          );
          assert(fast.measures!.mismatched_elements !== undefined);
        }
      }
    }
  }
});
