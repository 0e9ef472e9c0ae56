import { assert, assertEquals, assertRejects } from "@std/assert";
import { dequantizeLayer } from "../../../../core/measure/dequantize/dequantize_layer.ts";
import { FormatError } from "../../../../core/model/errors.ts";
import type { LayerParts, QuantizedLayer, Unpacking } from "../../../../core/model/quantized_layer.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import { tensorOf } from "../make_tensor.ts";

type Parts = LayerParts & { readonly packed: TensorNode };

const OPTIONS = { mostScales: 100, zeroOffset: 1, file: "a.safetensors" } as const;

function layer(unpacking: Unpacking, parts: Parts, bits: number): QuantizedLayer {
  return { name: "q", scheme: "any", unpacking, parts, partNames: [], bits, shape: null, elements: null };
}

async function valuesOf(each: QuantizedLayer, weight: TensorNode, blockBytes: number): Promise<number[]> {
  const pair = dequantizeLayer(each, weight, OPTIONS);
  assert(typeof pair !== "string", String(pair));
  const values: number[] = [];
  for await (const block of pair.dequantized.data!.blocks(blockBytes)) {
    values.push(...new Float32Array(block.slice().buffer));
  }
  return values;
}

Deno.test("dequantizeLayer() divides bitsandbytes' row maxima by 127, in blocks of any size", async () => {
  const packed = tensorOf("int8", Int8Array.of(127, -127, 64, 0), [2, 2]);
  const scales = tensorOf("float32", Float32Array.of(2, 127));
  const weight = tensorOf("float32", new Float32Array(4), [2, 2]);
  const each = layer({ kind: "scaled", divisor: 127 }, { packed, scales }, 8);
  for (const blockBytes of [4, 12, 64]) assertEquals(await valuesOf(each, weight, blockBytes), [2, -2, 64, 0]);
});

Deno.test("dequantizeLayer() wraps a GPTQ zero point that the offset takes beyond its range", async () => {
  const packed = tensorOf("int32", Int32Array.of(0x76543210), [1, 1]);
  const scales = tensorOf("float32", Float32Array.of(0.5), [1, 1]);
  const weight = tensorOf("float32", new Float32Array(8), [1, 8]);
  const of = (zero: number) =>
    layer({ kind: "gptq" }, { packed, scales, zeros: tensorOf("int32", Int32Array.of(zero), [1, 1]) }, 4);
  assertEquals(await valuesOf(of(15), weight, 8), [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]);
  assertEquals(await valuesOf(of(1), weight, 32), [-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5]);
});

Deno.test("dequantizeLayer() refuses groups that have no scales when they are read", async () => {
  const parts = {
    packed: tensorOf("int32", Int32Array.of(0), [1, 1]),
    scales: tensorOf("float32", Float32Array.of(1), [1, 1]),
    zeros: tensorOf("int32", Int32Array.of(0), [1, 1]),
    groups: tensorOf("int32", Int32Array.of(0, 0, 0, 0, 0, 0, 0, 1)),
  };
  const weight = tensorOf("float32", new Float32Array(8), [1, 8]);
  await assertRejects(() => valuesOf(layer({ kind: "gptq" }, parts, 4), weight, 32), FormatError, "of group 1");
});

Deno.test("dequantizeLayer() says why a layer cannot be dequantized", () => {
  const packed = tensorOf("int8", new Int8Array(6), [3, 2]), weight = tensorOf("float32", new Float32Array(6), [3, 2]);
  const why = (unpacking: Unpacking, parts: Parts) => dequantizeLayer(layer(unpacking, parts, 8), weight, OPTIONS);
  const scales = tensorOf("float32", new Float32Array(2), [2, 1]), one = tensorOf("float32", new Float32Array(1));
  assertEquals(why({ kind: "scaled" }, { packed, scales }), "its scales fit no blocks of its weight");
  assertEquals(
    why({ kind: "scaled" }, { packed, scales: one, zeros: scales }),
    "it has not as many zero points as scales",
  );
  assertEquals(why({ kind: "none" }, { packed }), "this layout is not dequantized here");
  const meta = { ...packed, data: null };
  assertEquals(
    why({ kind: "scaled" }, { packed: meta, scales: one }),
    "a tensor of it has a shape but no data (meta tensor)",
  );
});

Deno.test("dequantizeLayer() refuses codes of four bits whose tables are too small, absent or without scales", () => {
  const packed = tensorOf("uint8", new Uint8Array(8), [8, 1]), weight = tensorOf("float32", new Float32Array(16), [16]);
  const scales = tensorOf("float32", new Float32Array(2)), codes = tensorOf("float32", new Float32Array(16));
  const unpacking = { kind: "nibbles", layout: "bitsandbytes" } as const;
  const why = (parts: LayerParts, nested = false) => {
    const state = { shape: [16], blockSize: 8, nested: nested ? { blockSize: 256, offset: 0 } : null };
    const each = { ...layer(unpacking, { packed, ...parts }, 4), elements: 16, state };
    const answer = dequantizeLayer(each, weight, OPTIONS);
    return typeof answer === "string" ? answer : null;
  };
  const tables = "its tables have not as many entries as it takes";
  assertEquals(why({ scales, codes }), null);
  assertEquals(why({ scales, codes: scales }), tables);
  assertEquals(why({ scales, codes }, true), tables);
  assertEquals(why({ scales: codes, codes }), "its scales fit no blocks of its weight");
});
