import { assertEquals } from "@std/assert";
import { dtype, type DTypeName } from "../../../core/model/dtype.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { findLayers } from "../../../core/quantization/find_layers.ts";
import { tensorOf } from "../measure/make_tensor.ts";

type Row = readonly [name: string, type: DTypeName, ...shape: readonly number[]];

function tensors(...rows: readonly Row[]): Map<string, TensorNode> {
  return new Map(
    rows.map(([name, type, ...shape]) => [name, { kind: "tensor", dtype: dtype(type), shape, data: null }]),
  );
}

async function found(of: ReadonlyMap<string, TensorNode>) {
  return (await findLayers(of)).map(({ name, scheme, bits, elements }) => [name, scheme, bits, elements]);
}

const AWQ: readonly Row[] = [
  ["q.qweight", "int32", 64, 2],
  ["q.qzeros", "int32", 2, 2],
  ["q.scales", "float16", 2, 16],
];

/** Each scheme in a layout of its own, and the answer. */
const LAYOUTS: readonly (readonly [rows: readonly Row[], answer: readonly unknown[]])[] = [
  [AWQ, ["q.weight", "awq", 4, 1024]],
  [
    [["q.qweight", "int32", 8, 16], ["q.qzeros", "int32", 2, 2], ["q.scales", "float16", 2, 16]],
    ["q.weight", "gptq", 4, 1024],
  ],
  [
    [
      ["q.weight", "uint8", 512, 1],
      ["q.weight.absmax", "float32", 16],
      ["q.weight.quant_map", "float32", 16],
      ["q.weight.quant_state.bitsandbytes__nf4", "uint8", 80],
    ],
    ["q.weight", "bitsandbytes_nf4", 4, 1024],
  ],
  [[["q.weight", "int8", 8, 4], ["q.SCB", "float32", 8]], ["q.weight", "bitsandbytes_int8", 8, 32]],
  [
    [["q.weight_packed", "int32", 16, 8], ["q.weight_scale", "bfloat16", 16, 2]],
    ["q.weight", "compressed_tensors_packed", null, null],
  ],
  [[["q.weight", "float8_e4m3fn", 8, 4], ["q.weight_scale", "float32"]], ["q.weight", "fp8_scale", 8, 32]],
  [
    [["q.weight", "float8_e4m3fn", 8, 4], ["q.weight_scale_inv", "float32", 1, 1]],
    ["q.weight", "fp8_scale_inv", 8, 32],
  ],
  [[["q.weight", "int8", 8, 4], ["q.weight_scale", "float32", 8, 1]], ["q.weight", "int8_scale", 8, 32]],
  [
    [["e.up_proj_blocks", "uint8", 2, 4, 1, 16], ["e.up_proj_scales", "uint8", 2, 4, 1]],
    ["e.up_proj", "mxfp4", 4, 256],
  ],
];

for (const [rows, answer] of LAYOUTS) {
  Deno.test(`findLayers() knows ${answer[1]}, and not without its scales`, async () => {
    assertEquals(await found(tensors(...rows)), [answer]);
    assertEquals(await found(tensors(...rows.filter(([name]) => !/scale|SCB|absmax/.test(name)))), []);
  });
}

Deno.test("findLayers() takes neither AWQ with g_idx nor shapes that do not fit for a scheme", async () => {
  assertEquals(await found(tensors(...AWQ, ["q.g_idx", "int32", 64])), []);
  assertEquals(await found(tensors(AWQ[0]!, AWQ[1]!, ["q.scales", "float16", 2, 17])), []);
  assertEquals(await found(tensors(AWQ[0]!, AWQ[1]!, ["q.scales", "float16", 2, 0])), []);
});

Deno.test("findLayers() reads the shape that compressed-tensors states", async () => {
  const layers = tensors(["q.weight_packed", "int32", 16, 8], ["q.weight_scale", "bfloat16", 16, 2]);
  layers.set("q.weight_shape", tensorOf("int64", BigInt64Array.from([16n, 64n])));
  assertEquals(await found(layers), [["q.weight", "compressed_tensors_packed", 4, 1024]]);
});
