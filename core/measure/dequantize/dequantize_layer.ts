import { dtype } from "../../model/dtype.ts";
import type { QuantizedLayer } from "../../model/quantized_layer.ts";
import { elementCount, type TensorData, type TensorNode } from "../../model/tensor.ts";
import { stridedData } from "../../source/strided_data.ts";
import { gptqData } from "./gptq_data.ts";
import { scaledData } from "./scaled_data.ts";
import { scaleGrid } from "./scale_grid.ts";

/** A layer's weight as float32 beside the floating-point one that it stands for, both in one order. */
export interface DequantizedPair {
  readonly weight: TensorNode;
  readonly dequantized: TensorNode;
  /** Whether rows and columns of both have changed places. */
  readonly isTransposed: boolean;
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
  const { parts, unpacking } = layer, nodes = Object.values(parts) as TensorNode[];
  if ([weight, ...nodes].some(({ data }) => data === null)) {
    return "a tensor of it has a shape but no data (meta tensor)";
  }
  switch (unpacking.kind) {
    case "stored":
      return { weight, dequantized: parts.packed, isTransposed: false };
    case "scaled":
      return scaledPair(layer, weight, unpacking, options);
    case "gptq":
      return gptqPair(layer, weight, options);
    case "none":
      return "this layout is not dequantized here";
  }
}

function scaledPair(
  { parts: { packed, scales, zeros } }: QuantizedLayer,
  weight: TensorNode,
  { block, divisor }: { readonly block?: number; readonly divisor?: number },
  { mostScales, file }: DequantizeOptions,
): DequantizedPair | string {
  const count = elementCount(scales!.shape), grid = scaleGrid(packed.shape, scales!.shape, block);
  if (!grid) return "its scales fit no blocks of its weight";
  if (count > mostScales) return `it has more than ${mostScales} scales`;
  if (zeros && elementCount(zeros.shape) !== count) return "it has not as many zero points as scales";
  const data = scaledData({
    packed,
    scales: scales!,
    grid,
    file,
    ...(zeros ? { zeros } : {}),
    ...(divisor === undefined ? {} : { divisor }),
  });
  return { weight, dequantized: float32(weight.shape, data), isTransposed: false };
}

function gptqPair(
  { parts: { packed, scales, zeros, groups }, bits }: QuantizedLayer,
  weight: TensorNode,
  { mostScales, zeroOffset, file }: DequantizeOptions,
): DequantizedPair | string {
  const [out, inputs] = weight.shape as readonly [number, number], plain = weight.data!.plain;
  if (!plain) return "the floating-point weight is not stored plainly, and would have to be transposed";
  if (Math.max(elementCount(scales!.shape), inputs, out) > mostScales) return `it has more than ${mostScales} scales`;
  const data = gptqData({
    packed,
    scales: scales!,
    zeros: zeros!,
    bits: bits!,
    zeroOffset,
    file,
    ...(groups ? { groups } : {}),
  });
  // The words hold columns: transposing the weight reads long runs, transposing words would not.
  const shape = [inputs, out], itemBytes = weight.dtype.bits / 8;
  const turned = stridedData(plain, { itemBytes, shape, strides: [1, inputs], offset: 0 });
  return {
    weight: { kind: "tensor", dtype: weight.dtype, shape, data: turned },
    dequantized: float32(shape, data),
    isTransposed: true,
  };
}

function float32(shape: readonly number[], data: TensorData): TensorNode {
  return { kind: "tensor", dtype: dtype("float32"), shape, data };
}
