import type { LayerParts, PartName, QuantizedLayer } from "../model/quantized_layer.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { TensorsByName } from "../model/tensors_by_name.ts";
import { readIntegers } from "./read_integers.ts";
import { readState } from "./read_state.ts";
import { type Scheme, SCHEMES, TORCH_SCHEMES } from "./schemes.ts";

/**
 * The quantized weights of a state dict, in its order: those whose tensors say
 * so themselves (torch), and those known by names, types and shapes. Reads
 * nothing but stated shapes and states, some hundred bytes each, and
 * these only if it may.
 *
 * @throws {SourceError} if a stated shape cannot be read.
 *
 * @example
 * ```ts
 * import { findLayers } from "./find_layers.ts";
 * import { dtype } from "../model/dtype.ts";
 * import type { TensorNode } from "../model/tensor.ts";
 * import { assertEquals } from "@std/assert";
 * const weight: TensorNode = { kind: "tensor", dtype: dtype("float8_e4m3fn"), shape: [4, 8], data: null };
 * const scale: TensorNode = { kind: "tensor", dtype: dtype("float32"), shape: [], data: null };
 * const layers = await findLayers(new Map([["fc.weight", weight], ["fc.weight_scale", scale]]));
 * assertEquals(layers.map(({ name, scheme, bits }) => [name, scheme, bits]), [["fc.weight", "fp8_scale", 8]]);
 * ```
 */
export async function findLayers(tensors: TensorsByName, mayRead = true): Promise<QuantizedLayer[]> {
  const layers: QuantizedLayer[] = [];
  for (const [name, node] of tensors) {
    const layer = storedLayer(name, node) ?? await namedLayer(name, node, tensors, mayRead);
    if (layer) layers.push(layer);
  }
  return layers;
}

/** Where torch's quantized linear modules keep their weight: first of a tuple with the bias. */
const PACKED_PARAMS = /^(.*\.)?_packed_params\._packed_params\.0$/;

function storedLayer(name: string, node: TensorNode): QuantizedLayer | undefined {
  if (!node.quantization) return undefined;
  const { dtype: { bits }, shape } = node;
  const scheme = TORCH_SCHEMES[node.quantization.scheme].id;
  const parts = { packed: node }, partNames = [name], elements = elementCount(shape);
  const weight = name.replace(PACKED_PARAMS, "$1weight");
  return { name: weight, scheme, unpacking: { kind: "stored" }, parts, partNames, bits, shape, elements };
}

async function namedLayer(
  name: string,
  node: TensorNode,
  tensors: TensorsByName,
  mayRead: boolean,
): Promise<QuantizedLayer | undefined> {
  for (const scheme of SCHEMES) {
    const { packed } = scheme.parts;
    if (!name.endsWith(packed) || !scheme.packed.some((dtype) => dtype === node.dtype.name)) continue;
    const layer = await layerOf(name.slice(0, name.length - packed.length), node, scheme, tensors, mayRead);
    if (layer) return layer;
  }
  return undefined;
}

async function layerOf(
  module: string,
  packed: TensorNode,
  scheme: Scheme,
  tensors: TensorsByName,
  mayRead: boolean,
): Promise<QuantizedLayer | undefined> {
  if (scheme.lacks?.some((end) => tensors.has(module + end))) return undefined;
  const parts: Partial<Record<PartName, TensorNode>> & { packed: TensorNode } = { packed };
  const partNames: string[] = [];
  for (const [part, end] of Object.entries(scheme.parts) as [PartName, string][]) {
    const node = tensors.get(module + end);
    if (!node) continue;
    parts[part] = node;
    partNames.push(module + end);
  }
  if (scheme.needs.some((part) => !parts[part])) return undefined;
  const state = mayRead && parts.state ? await readState(parts.state) : null;
  const geometry = scheme.geometry(parts, state?.shape ?? (mayRead ? await statedShape(parts) : null));
  const { id, unpacking, weight } = scheme;
  if (!geometry) return undefined;
  const layer = { name: module + weight, scheme: id, unpacking, parts, partNames, ...geometry };
  return state ? { ...layer, state } : layer;
}

/** More dimensions than a weight has are no shape. */
const MOST_DIMENSIONS = 8;

async function statedShape({ shape }: LayerParts): Promise<readonly number[] | null> {
  if (!shape || elementCount(shape.shape) > MOST_DIMENSIONS) return null;
  return await readIntegers(shape);
}
