import { assertEquals } from "@std/assert";
import { dtype } from "../../../core/model/dtype.ts";
import type { TensorStats } from "../../../core/model/measures.ts";
import type { QuantizedLayer } from "../../../core/model/quantized_layer.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { gptqZeroOffset, isSymmetric, joinScales } from "../../../core/quantization/scale_facts.ts";

const TENSOR: TensorNode = { kind: "tensor", dtype: dtype("int32"), shape: [1], data: null };

function layer(scheme: string, bits: number, packed: TensorNode = TENSOR): QuantizedLayer {
  const parts = { packed, zeros: TENSOR };
  return { name: "q", scheme, unpacking: { kind: "none" }, parts, partNames: [], bits, shape: null, elements: null };
}

function zeros(min: number, max = min) {
  const stats: TensorStats = {
    elements: 2,
    mean: 0,
    std: 0,
    min,
    max,
    zeros: 0,
    negative_zeros: 0,
    subnormals: 0,
    nan: 0,
    pos_inf: 0,
    neg_inf: 0,
  };
  return { scales: null, zeros: stats };
}

Deno.test("isSymmetric() wants all zero points at the centre of the range", () => {
  assertEquals(isSymmetric(layer("gptq", 4), zeros(0x77777777)), true);
  assertEquals(isSymmetric(layer("gptq", 4), zeros(0x77777776, 0x77777777)), false);
  assertEquals(isSymmetric(layer("awq", 4), zeros(0x77777777)), false);
  assertEquals(isSymmetric(layer("awq", 4), zeros(0x88888888 | 0)), true);
  assertEquals(isSymmetric(layer("int8_scale", 8), zeros(0)), true);
  assertEquals(isSymmetric(layer("int8_scale", 8), zeros(-3, 0)), false);
  assertEquals(isSymmetric(layer("bitsandbytes_nf4", 4), zeros(0)), null);
  assertEquals(isSymmetric(layer("gptq", 3), zeros(0)), null);
});

Deno.test("isSymmetric() knows where the centre of torch's types is", () => {
  const of = (name: "qint8" | "quint8", zero: number) =>
    layer("torch_per_tensor", 8, {
      ...TENSOR,
      dtype: dtype(name),
      quantization: { scheme: "per_tensor", scales: [1], zeroPoints: [zero] },
    });
  const none = { scales: null, zeros: null };
  assertEquals([of("qint8", 0), of("quint8", 0), of("quint8", 128)].map((each) => isSymmetric(each, none)), [
    true,
    false,
    true,
  ]);
});

Deno.test("gptqZeroOffset() is 0 only for the second layout's symmetric form", () => {
  assertEquals(gptqZeroOffset(layer("gptq", 4), zeros(0x77777777)), 1);
  assertEquals(gptqZeroOffset(layer("gptq", 4), zeros(0x88888888 | 0)), 0);
  assertEquals(gptqZeroOffset(layer("gptq", 8), zeros(0x80808080 | 0)), 0);
});

Deno.test("joinScales() gives nothing for no scales, and null where none is finite", () => {
  assertEquals(joinScales([]), null);
  const unknown = { count: 2, min: null, max: null, median: null };
  assertEquals(joinScales([unknown]), { count: 2, min: null, max: null, layer_median: null });
  assertEquals(joinScales([unknown, { count: 1, min: 2, max: 3, median: 2 }]), {
    count: 3,
    min: 2,
    max: 3,
    layer_median: 2,
  });
});
