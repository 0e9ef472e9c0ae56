import type { LayerParts } from "../model/quantized_layer.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";

/** What the shapes of a layer's parts say of its weight. */
export interface Geometry {
  readonly bits: number | null;
  readonly shape: readonly number[] | null;
  readonly elements: number | null;
}

/** The weight's geometry; `null` where the shapes do not fit the scheme. `stated` is the content of the part `shape`. */
export type GeometryOf = (parts: LayerParts, stated: readonly number[] | null) => Geometry | null;

const WORD = 32;

/** The widths that are packed into int32 words. */
const PACKED_BITS = [2, 3, 4, 8];

/**
 * GPTQ (AutoGPTQ, GPTQModel): `qweight` [in * bits / 32, out], `qzeros`
 * [groups, out * bits / 32], `scales` [groups, out], `g_idx` [in].
 *
 * @example
 * ```ts
 * import { gptqGeometry } from "./geometry.ts";
 * import { dtype } from "../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const of = (...shape: number[]) => ({ kind: "tensor", dtype: dtype("int32"), shape, data: null } as const);
 * const parts = { packed: of(8, 16), zeros: of(2, 2), scales: of(2, 16), groups: of(64) };
 * assertEquals(gptqGeometry(parts, null), { bits: 4, shape: [16, 64], elements: 1024 });
 * assertEquals(gptqGeometry({ ...parts, packed: of(8, 2) }, null), null);
 * ```
 */
export const gptqGeometry: GeometryOf = ({ packed, scales, zeros, groups }) => {
  const [rows, out] = matrix(packed), [groupCount, columns] = matrix(scales), [zeroRows, zeroColumns] = matrix(zeros);
  if (out !== columns || groupCount !== zeroRows) return null;
  const bits = zeroColumns * WORD / out, inputs = rows * WORD / bits;
  if (!PACKED_BITS.includes(bits) || !Number.isInteger(inputs)) return null;
  if (groups && elementCount(groups.shape) !== inputs) return null;
  return geometry(bits, [out, inputs]);
};

/** AWQ: `qweight` [in, out * bits / 32], `qzeros` [groups, out * bits / 32], `scales` [groups, out]. */
export const awqGeometry: GeometryOf = ({ packed, scales, zeros }) => {
  const [inputs, words] = matrix(packed), [groupCount, out] = matrix(scales), [zeroRows, zeroColumns] = matrix(zeros);
  const bits = words * WORD / out;
  if (!PACKED_BITS.includes(bits) || words !== zeroColumns || groupCount !== zeroRows) return null;
  return geometry(bits, [out, inputs]);
};

/** compressed-tensors `pack-quantized`: `weight_packed` [out, ceil(in * bits / 32)], the shape in `weight_shape`. */
export const packedGeometry: GeometryOf = ({ packed }, stated) => {
  const [rows, words] = matrix(packed);
  if (!stated) return { bits: null, shape: null, elements: null };
  const [out, inputs] = stated;
  if (stated.length !== 2 || out !== rows) return null;
  const bits = PACKED_BITS.find((each) => Math.ceil(inputs! / Math.floor(WORD / each)) === words);
  return bits === undefined ? null : geometry(bits, [out, inputs!]);
};

/** An element of the packed tensor is one of the weight. */
export const plainGeometry: GeometryOf = ({ packed }) => packed ? geometry(packed.dtype.bits, packed.shape) : null;

/** bitsandbytes: each byte holds two elements of the flattened weight; its shape stands in the state. */
export const flatNibbleGeometry: GeometryOf = ({ packed }, stated) => {
  if (!packed) return null;
  const bytes = elementCount(packed.shape);
  if (!stated) return { bits: 4, shape: null, elements: bytes * 2 };
  return Math.ceil(elementCount(stated) / 2) === bytes ? geometry(4, stated) : null;
};

/** NVFP4: each byte holds two neighbours of a row; every row has its own bytes. */
export const rowNibbleGeometry: GeometryOf = ({ packed }) => {
  const { shape = [] } = packed ?? {};
  return shape.length < 2 ? null : geometry(4, [...shape.slice(0, -1), shape.at(-1)! * 2]);
};

/** MXFP4 of gpt-oss: `blocks` [..., out, blocks of a row, bytes of a block], `scales` [..., out, blocks of a row]. */
export const blockNibbleGeometry: GeometryOf = ({ packed, scales }) => {
  const { shape = [] } = packed ?? {}, [blocks, bytes] = shape.slice(-2);
  if (shape.length < 3 || !sameSizes(shape.slice(0, -1), scales?.shape ?? [])) return null;
  return geometry(4, [...shape.slice(0, -2), blocks! * bytes! * 2]);
};

/** The same as transformers names it: its weights are [..., in, out]. */
export const turnedBlockGeometry: GeometryOf = (parts, stated) => {
  const found = blockNibbleGeometry(parts, stated), [out, inputs] = found?.shape?.slice(-2) ?? [];
  return found?.shape ? { ...found, shape: [...found.shape.slice(0, -2), inputs!, out!] } : null;
};

function sameSizes(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((size, axis) => size === right[axis]);
}

function geometry(bits: number, shape: readonly number[]): Geometry {
  return { bits, shape, elements: elementCount(shape) };
}

/** Both sizes of a matrix; NaN, which equals nothing, for what is none. */
function matrix(tensor: TensorNode | undefined): readonly [number, number] {
  const [rows, columns] = tensor?.shape ?? [];
  return tensor?.shape.length === 2 ? [rows!, columns!] : [NaN, NaN];
}
