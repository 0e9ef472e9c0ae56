import type { DTypeName } from "../model/dtype.ts";
import type { PartName, Unpacking } from "../model/quantized_layer.ts";
import {
  awqGeometry,
  blockNibbleGeometry,
  flatNibbleGeometry,
  type GeometryOf,
  gptqGeometry,
  packedGeometry,
  plainGeometry,
  rowNibbleGeometry,
  turnedBlockGeometry,
} from "./geometry.ts";

/** A way to store quantized weights, known by names, types and shapes of tensors. */
export interface Scheme {
  /** snake_case. */
  readonly id: string;
  /** The name for people. */
  readonly title: string;
  /** What the names of the parts end in, after the module's name. */
  readonly parts: Readonly<Partial<Record<PartName, string>>> & { readonly packed: string };
  /** Parts beside `packed` without which it is not this scheme. */
  readonly needs: readonly PartName[];
  /** Ends of names that another scheme has instead. */
  readonly lacks?: readonly string[];
  /** The types that the packed tensor may have. */
  readonly packed: readonly DTypeName[];
  /** What the floating-point weight's name ends in, after the module's name. */
  readonly weight: string;
  readonly geometry: GeometryOf;
  readonly unpacking: Unpacking;
  /** How zero points are stored: `none` is symmetric, `unknown` where codes stand for entries of a table. */
  readonly zeros: "words" | "integers" | "none" | "unknown";
}

const FLOAT8: readonly DTypeName[] = ["float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz"];

const BITSANDBYTES = {
  needs: ["scales", "codes"],
  packed: ["uint8"],
  weight: ".weight",
  geometry: flatNibbleGeometry,
  unpacking: { kind: "nibbles", layout: "bitsandbytes" },
  zeros: "unknown",
} as const satisfies Partial<Scheme>;

const BITSANDBYTES_PARTS = {
  packed: ".weight",
  scales: ".weight.absmax",
  codes: ".weight.quant_map",
  nested_scales: ".weight.nested_absmax",
  nested_codes: ".weight.nested_quant_map",
} as const;

const MXFP4 = {
  title: "MXFP4",
  needs: ["scales"],
  packed: ["uint8"],
  weight: "",
  geometry: blockNibbleGeometry,
  unpacking: { kind: "nibbles", layout: "mxfp4" },
  zeros: "none",
} as const satisfies Partial<Scheme>;

/**
 * The schemes, the more particular first: the first that fits is the answer.
 * Sources are the public layouts: AutoGPTQ and GPTQModel `QuantLinear`, AutoAWQ
 * `WQLinear_GEMM`, bitsandbytes `Params4bit` and `Linear8bitLt`, compressed-tensors'
 * compressors, DeepSeek-V3's FP8 weights, gpt-oss' MXFP4 weights, TensorRT Model
 * Optimizer's NVFP4 weights.
 */
export const SCHEMES: readonly Scheme[] = [
  {
    id: "gptq",
    title: "GPTQ",
    parts: { packed: ".qweight", zeros: ".qzeros", scales: ".scales", groups: ".g_idx" },
    needs: ["zeros", "scales"],
    packed: ["int32"],
    weight: ".weight",
    geometry: gptqGeometry,
    unpacking: { kind: "gptq" },
    zeros: "words",
  },
  {
    id: "awq",
    title: "AWQ",
    parts: { packed: ".qweight", zeros: ".qzeros", scales: ".scales" },
    needs: ["zeros", "scales"],
    lacks: [".g_idx"],
    packed: ["int32"],
    weight: ".weight",
    geometry: awqGeometry,
    unpacking: { kind: "awq" },
    zeros: "words",
  },
  {
    ...BITSANDBYTES,
    id: "bitsandbytes_nf4",
    title: "bitsandbytes NF4",
    parts: { ...BITSANDBYTES_PARTS, state: ".weight.quant_state.bitsandbytes__nf4" },
    needs: [...BITSANDBYTES.needs, "state"],
  },
  {
    ...BITSANDBYTES,
    id: "bitsandbytes_fp4",
    title: "bitsandbytes FP4",
    parts: { ...BITSANDBYTES_PARTS, state: ".weight.quant_state.bitsandbytes__fp4" },
    needs: [...BITSANDBYTES.needs, "state"],
  },
  {
    ...BITSANDBYTES,
    id: "bitsandbytes_4bit",
    title: "bitsandbytes 4-bit",
    parts: BITSANDBYTES_PARTS,
    unpacking: { kind: "none" },
  },
  {
    id: "bitsandbytes_int8",
    title: "bitsandbytes int8",
    parts: { packed: ".weight", scales: ".SCB" },
    needs: ["scales"],
    packed: ["int8"],
    weight: ".weight",
    geometry: plainGeometry,
    unpacking: { kind: "scaled", divisor: 127 },
    zeros: "none",
  },
  {
    id: "compressed_tensors_nvfp4",
    title: "compressed-tensors NVFP4",
    parts: { packed: ".weight_packed", scales: ".weight_scale", global: ".weight_global_scale" },
    needs: ["scales", "global"],
    packed: ["uint8"],
    weight: ".weight",
    geometry: rowNibbleGeometry,
    unpacking: { kind: "nibbles", layout: "nvfp4_inverse" },
    zeros: "none",
  },
  {
    ...MXFP4,
    id: "compressed_tensors_mxfp4",
    title: "compressed-tensors MXFP4",
    parts: { packed: ".weight_packed", scales: ".weight_scale" },
    weight: ".weight",
    geometry: rowNibbleGeometry,
  },
  {
    id: "nvfp4",
    title: "NVFP4 with weight_scale_2",
    parts: {
      packed: ".weight",
      scales: ".weight_scale",
      global: ".weight_scale_2",
      inputs: ".input_scale",
    },
    needs: ["scales", "global"],
    packed: ["uint8"],
    weight: ".weight",
    geometry: rowNibbleGeometry,
    unpacking: { kind: "nibbles", layout: "nvfp4" },
    zeros: "none",
  },
  {
    id: "compressed_tensors_packed",
    title: "compressed-tensors packed",
    parts: {
      packed: ".weight_packed",
      scales: ".weight_scale",
      zeros: ".weight_zero_point",
      shape: ".weight_shape",
      groups: ".weight_g_idx",
    },
    needs: ["scales"],
    packed: ["int32"],
    weight: ".weight",
    geometry: packedGeometry,
    unpacking: { kind: "packed_rows" },
    zeros: "words",
  },
  {
    id: "fp8_scale_inv",
    title: "FP8 with weight_scale_inv",
    parts: { packed: ".weight", scales: ".weight_scale_inv", inputs: ".activation_scale" },
    needs: ["scales"],
    packed: FLOAT8,
    weight: ".weight",
    geometry: plainGeometry,
    unpacking: { kind: "scaled", block: 128 },
    zeros: "none",
  },
  {
    id: "fp8_scale",
    title: "FP8 with weight_scale",
    parts: { packed: ".weight", scales: ".weight_scale", inputs: ".input_scale" },
    needs: ["scales"],
    packed: FLOAT8,
    weight: ".weight",
    geometry: plainGeometry,
    unpacking: { kind: "scaled" },
    zeros: "none",
  },
  {
    id: "int8_scale",
    title: "int8 with weight_scale",
    parts: {
      packed: ".weight",
      scales: ".weight_scale",
      zeros: ".weight_zero_point",
      inputs: ".input_scale",
    },
    needs: ["scales"],
    packed: ["int8"],
    weight: ".weight",
    geometry: plainGeometry,
    unpacking: { kind: "scaled" },
    zeros: "integers",
  },
  { ...MXFP4, id: "mxfp4_blocks", parts: { packed: ".blocks", scales: ".scales" } },
  // transformers' names of gpt-oss' weights, which it multiplies by from the other side.
  {
    ...MXFP4,
    id: "mxfp4",
    parts: { packed: "_blocks", scales: "_scales" },
    geometry: turnedBlockGeometry,
    unpacking: { ...MXFP4.unpacking, isTurned: true },
  },
];

/** Tensors that torch itself quantized: their type says so. */
export const TORCH_SCHEMES = {
  per_tensor: { id: "torch_per_tensor", title: "torch, a scale a tensor" },
  per_channel: { id: "torch_per_channel", title: "torch, a scale a channel" },
} as const;

/** The scheme of that id, or `undefined`. */
export function findScheme(id: string): Scheme | undefined {
  return SCHEMES.find((scheme) => scheme.id === id);
}
