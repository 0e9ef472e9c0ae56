import { dtype } from "../../model/dtype.ts";
import type { QuantizedLayer, Unpacking } from "../../model/quantized_layer.ts";
import { elementCount, type TensorData, type TensorNode } from "../../model/tensor.ts";
import { awqLayout } from "./awq_layout.ts";
import { gptqLayout } from "./gptq_layout.ts";
import { integerData, type IntegerLayout, integerSteps } from "./integer_layout.ts";
import { nibbleData } from "./nibble_data.ts";
import { nibbleParts } from "./nibble_layouts.ts";
import { packedRowsLayout, whyUnfit } from "./packed_rows_layout.ts";
import { scaledData, scaledSteps } from "./scaled_data.ts";
import { scaleGrid } from "./scale_grid.ts";
import type { StepAt } from "./step_at.ts";
import { storedSteps } from "./stored_steps.ts";
import { turnedWeight } from "./turned_weight.ts";

/** A layer's weight as float32 beside the floating-point one that it stands for, both in one order. */
export interface DequantizedPair {
  readonly weight: TensorNode;
  readonly dequantized: TensorNode;
  /** Whether the last two axes of both have changed places. */
  readonly isTransposed: boolean;
  /** Reads how far levels are apart; `null` where they are not evenly spaced. */
  readonly readSteps: (() => Promise<StepAt>) | null;
}

/** How a layer is dequantized. */
export interface DequantizeOptions {
  /** Most scales, inputs or outputs of a layer. */
  readonly mostScales: number;
  /** What GPTQ zero points are stored less by. */
  readonly zeroOffset: 0 | 1;
  /** The file that holds the layer, for messages. */
  readonly file: string;
}

/**
 * Dequantizes a layer whose shape is the weight's, as data that are made while
 * they are read; or the reason why it cannot be.
 */
export function dequantizeLayer(
  layer: QuantizedLayer,
  weight: TensorNode,
  options: DequantizeOptions,
): DequantizedPair | string {
  const { parts, unpacking, bits } = layer, nodes = Object.values(parts) as TensorNode[];
  if ([weight, ...nodes].some(({ data }) => data === null)) {
    return "a tensor of it has a shape but no data (meta tensor)";
  }
  switch (unpacking.kind) {
    case "stored":
      return storedPair(layer, weight);
    case "scaled":
      return scaledPair(layer, weight, unpacking, options);
    case "gptq":
      return bits === null || 32 % bits !== 0 ? CROSSES_WORDS : gptqPair(layer, weight, options);
    case "awq":
      return bits === 4 ? awqPair(layer, weight, options) : "AWQ's order is known for 4 bits alone";
    case "packed_rows":
      return bits === null || 32 % bits !== 0 ? CROSSES_WORDS : packedRowsPair(layer, weight, options);
    case "nibbles":
      return nibblePair(layer, weight, unpacking, options);
    case "none":
      return "this layout is not dequantized here";
  }
}

// Without what ties tensors: each layer is looked at for itself.
function storedPair({ parts: { packed } }: QuantizedLayer, weight: TensorNode): DequantizedPair {
  const { dtype, shape, data, quantization } = packed;
  const dequantized: TensorNode = { kind: "tensor", dtype, shape, data, quantization: quantization! };
  return { weight, dequantized, isTransposed: false, readSteps: () => storedSteps(packed) };
}

const CROSSES_WORDS = "elements that cross the words of a packed tensor are not dequantized here";

function scaledPair(
  { parts: { packed, scales, zeros } }: QuantizedLayer,
  weight: TensorNode,
  { block, divisor }: { readonly block?: number; readonly divisor?: number },
  { mostScales, file }: DequantizeOptions,
): DequantizedPair | string {
  const count = elementCount(scales!.shape), grid = scaleGrid(packed.shape, scales!.shape, block);
  if (!grid) return "its scales fit no blocks of its weight";
  if (count > mostScales) return tooMany(mostScales);
  if (zeros && elementCount(zeros.shape) !== count) return "it has not as many zero points as scales";
  const parts = {
    packed,
    scales: scales!,
    grid,
    file,
    ...(zeros ? { zeros } : {}),
    ...(divisor === undefined ? {} : { divisor }),
  };
  return {
    weight,
    dequantized: float32(weight.shape, scaledData(parts)),
    isTransposed: false,
    readSteps: packed.dtype.kind === "float" ? null : () => scaledSteps(parts),
  };
}

function gptqPair(layer: QuantizedLayer, weight: TensorNode, options: DequantizeOptions): DequantizedPair | string {
  const { parts: { packed, scales, zeros, groups }, bits } = layer, { zeroOffset, file } = options;
  const given = { packed, scales: scales!, zeros: zeros!, ...(groups ? { groups } : {}) };
  return turnedPair(weight, scales!, () => gptqLayout({ ...given, bits: bits!, zeroOffset, file }), options);
}

function awqPair(layer: QuantizedLayer, weight: TensorNode, options: DequantizeOptions): DequantizedPair | string {
  const { packed, scales, zeros } = layer.parts, { file } = options;
  return turnedPair(weight, scales!, () => awqLayout({ packed, scales: scales!, zeros: zeros!, file }), options);
}

/** The words hold columns: transposing the weight reads long runs, transposing words would not. */
function turnedPair(
  weight: TensorNode,
  scales: TensorNode,
  layoutOf: () => IntegerLayout,
  { mostScales }: DequantizeOptions,
): DequantizedPair | string {
  const [out, inputs] = weight.shape as readonly [number, number];
  if (Math.max(elementCount(scales.shape), inputs, out) > mostScales) return tooMany(mostScales);
  if (elementCount(scales.shape) === 0) return "its scales fit no groups of its weight";
  const turned = turnedWeight(weight);
  return turned ? { ...integerPair(turned, layoutOf()), isTransposed: true } : NOT_PLAIN;
}

const NOT_PLAIN = "the floating-point weight is not stored plainly, and would have to be transposed";

function packedRowsPair(
  { parts: { packed, scales, zeros, groups }, bits }: QuantizedLayer,
  weight: TensorNode,
  { mostScales, file }: DequantizeOptions,
): DequantizedPair | string {
  const { shape } = weight;
  const parts = {
    packed,
    scales: scales!,
    shape,
    bits: bits!,
    ...(zeros ? { zeros } : {}),
    ...(groups ? { groups } : {}),
  };
  if (Math.max(elementCount(scales!.shape), ...shape) > mostScales) return tooMany(mostScales);
  const reason = whyUnfit(parts);
  return reason ?? { ...integerPair(weight, packedRowsLayout({ ...parts, file })), isTransposed: false };
}

function integerPair(weight: TensorNode, layout: IntegerLayout): Omit<DequantizedPair, "isTransposed"> {
  const dequantized = float32(weight.shape, integerData(layout));
  return { weight, dequantized, readSteps: () => integerSteps(layout) };
}

function nibblePair(
  layer: QuantizedLayer,
  weight: TensorNode,
  { layout, isTurned }: Unpacking & { readonly kind: "nibbles" },
  { file }: DequantizeOptions,
): DequantizedPair | string {
  const parts = nibbleParts(layer, layout, file), ours = isTurned ? turnedWeight(weight) : weight;
  if (typeof parts === "string") return parts;
  if (!ours) return NOT_PLAIN;
  const dequantized = float32(ours.shape, nibbleData(parts));
  return { weight: ours, dequantized, isTransposed: isTurned === true, readSteps: null };
}

function tooMany(mostScales: number): string {
  return `it has more than ${mostScales} scales`;
}

function float32(shape: readonly number[], data: TensorData): TensorNode {
  return { kind: "tensor", dtype: dtype("float32"), shape, data };
}
