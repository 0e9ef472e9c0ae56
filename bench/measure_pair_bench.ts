/**
 * The two passes over a pair of tensors in memory: 4 Mi elements a side. The
 * figure to look at is the ratio of the passes, since machines differ.
 */
import { createKernel } from "../core/measure/kernel/kernel.ts";
import { measurePairFast } from "../core/measure/kernel/kernel_pass.ts";
import { measurePair } from "../core/measure/tensor_pass.ts";
import { dtype, type DTypeName } from "../core/model/dtype.ts";
import type { TensorNode } from "../core/model/tensor.ts";
import { createMemorySource } from "../core/source/memory.ts";
import { plainData } from "../core/source/plain_data.ts";

const ELEMENTS = 4 * 1024 * 1024;

/** A layer's numbers; three quarters of them moved by a step. */
function makePair(): [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
  const old = Float32Array.from({ length: ELEMENTS }, (_, i) => 0.02 * Math.sin(i));
  return [old, old.map((x, i) => i % 4 ? x + 0.001 * Math.cos(i) : x)];
}

/** The upper halves of float32 are bfloat16. */
function upperHalves(values: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Uint16Array.from(new Uint32Array(values.buffer), (bits) => bits >>> 16).buffer);
}

function tensor(type: DTypeName, bytes: Uint8Array): TensorNode {
  return {
    kind: "tensor",
    dtype: dtype(type),
    shape: [ELEMENTS],
    storageId: type,
    data: plainData(createMemorySource(type, bytes)),
  };
}

const [old, fresh] = makePair();
const pairs = {
  float32: [old, fresh].map((values) => tensor("float32", new Uint8Array(values.buffer))),
  bfloat16: [old, fresh].map((values) => tensor("bfloat16", upperHalves(values))),
};
const kernel = createKernel();

for (const [type, [before, after]] of Object.entries(pairs)) {
  Deno.bench({
    name: `${type}, kernel`,
    group: type,
    baseline: true,
    fn: async () => void await measurePairFast(kernel, before!, after!),
  });
  Deno.bench({
    name: `${type}, plain pass`,
    group: type,
    n: 3,
    fn: async () => void await measurePair(before!, after!, { blockBytes: 1 << 20 }),
  });
}
