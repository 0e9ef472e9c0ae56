import type { QuantizedLayer } from "../model/quantized_layer.ts";
import { sameShape } from "../model/same_shape.ts";
import type { TensorNode } from "../model/tensor.ts";
import type { TensorsByName } from "../model/tensors_by_name.ts";

/** A quantized layer and the floating-point weight of the other side that it stands for. */
export interface LayerPair {
  readonly layer: QuantizedLayer;
  readonly index: number;
  readonly weight: TensorNode;
}

/** Layers with their partners, and those without, each with the reason. */
export interface PairedLayers {
  readonly pairs: readonly LayerPair[];
  readonly alone: readonly { readonly layer: QuantizedLayer; readonly reason: string }[];
}

/** Finds the floating-point weight of each layer among the tensors of the other side, by name and shape. */
export function pairLayers(layers: readonly QuantizedLayer[], others: TensorsByName): PairedLayers {
  const pairs: LayerPair[] = [], alone: PairedLayers["alone"][number][] = [];
  for (const [index, layer] of layers.entries()) {
    const weight = others.get(layer.name);
    const reason = whyAlone(layer, weight);
    if (weight && reason === null) pairs.push({ layer, index, weight });
    else alone.push({ layer, reason: reason! });
  }
  return { pairs, alone };
}

function whyAlone({ unpacking, shape }: QuantizedLayer, weight: TensorNode | undefined): string | null {
  if (!weight || weight.quantization || weight.dtype.kind !== "float" || weight.dtype.bits < 16) {
    return "the other file has no floating-point weight of that name";
  }
  if (unpacking.kind === "none") return "this layout is not dequantized here";
  if (!shape) return "its tensors do not tell the shape of its weight";
  return sameShape({ shape }, weight) ? null : "the shapes differ";
}
