import { elementCount, type TensorStorage } from "../../core/model/tensor.ts";
import type { TensorView } from "./tensor_view.ts";

/** The storage of a view, and which part of it the view shows. Elements that lie over one another count once. */
export function viewStorage({ storage, type, shape, strides, offset }: TensorView): TensorStorage {
  const { key, size, isStored } = storage.bytes;
  const place = { key, size, isStored, offset: offset * type.itemBytes };
  if (shape.includes(0)) return { ...place, span: 0, shown: 0 };
  if (type.isPacked) {
    const bytes = Math.ceil(elementCount(shape) * type.dtype.bits / 8);
    return { ...place, span: bytes, shown: bytes };
  }
  const last = strides.reduce((reach, stride, axis) => reach + stride * (shape[axis]! - 1), 0);
  const span = (last + 1) * type.itemBytes;
  const different = elementCount(shape.filter((_, axis) => strides[axis] !== 0)) * type.itemBytes;
  return { ...place, span, shown: Math.min(span, different) };
}
