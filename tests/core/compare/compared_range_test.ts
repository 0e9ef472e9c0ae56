import { assertEquals } from "@std/assert";
import { comparedRange } from "../../../core/compare/compared_range.ts";
import { dtype, type DTypeName } from "../../../core/model/dtype.ts";
import type { Quantization, TensorNode } from "../../../core/model/tensor.ts";
import type { TensorTask } from "../../../core/model/tensor_task.ts";
import type { ByteSource } from "../../../core/source/byte_source.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { plainData } from "../../../core/source/plain_data.ts";

const OLD = createMemorySource("old", new Uint8Array(64));
const NEW = createMemorySource("new", new Uint8Array(64));

function tensor(file: ByteSource, offset: number, name: DTypeName, quantization?: Quantization): TensorNode {
  const type = dtype(name), data = plainData(file.window(offset, 16));
  const node: TensorNode = { kind: "tensor", dtype: type, shape: [128 / type.bits], storageId: "0", data };
  return quantization ? { ...node, quantization } : node;
}

function task(old: TensorNode | null, fresh: TensorNode | null): TensorTask {
  return { path: "a", keys: ["a"], role: "parameter", change: "revalued", old, new: fresh };
}

Deno.test("comparedRange() is where both files hold the tensor's bytes", () => {
  const pair = task(tensor(OLD, 8, "float32"), tensor(NEW, 8, "float32"));
  assertEquals(comparedRange(pair, OLD, NEW), [{ offset: 8, length: 16 }]);
  assertEquals(comparedRange(pair, NEW, OLD), []);
});

Deno.test("comparedRange() knows nothing of a tensor at another place, or on one side only", () => {
  assertEquals(comparedRange(task(tensor(OLD, 8, "float32"), tensor(NEW, 12, "float32")), OLD, NEW), []);
  assertEquals(comparedRange(task(tensor(OLD, 8, "float32"), null), OLD, NEW), []);
});

Deno.test("comparedRange() knows nothing where equal values may have other bytes", () => {
  const scale: Quantization = { scheme: "per_tensor", scales: [1], zeroPoints: [0] };
  assertEquals(comparedRange(task(tensor(OLD, 0, "float128"), tensor(NEW, 0, "float128")), OLD, NEW), []);
  assertEquals(comparedRange(task(tensor(OLD, 0, "qint8", scale), tensor(NEW, 0, "qint8", scale)), OLD, NEW), []);
});
