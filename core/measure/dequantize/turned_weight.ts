import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { stridedData } from "../../source/strided_data.ts";

/** A weight with its last two axes in each other's place; `null` where its elements do not lie in one piece. */
export function turnedWeight({ dtype, shape, data }: TensorNode): TensorNode | null {
  const plain = data?.plain, outer = shape.slice(0, -2), [rows, columns] = shape.slice(-2);
  if (!plain || rows === undefined || columns === undefined) return null;
  const turned = [...outer, columns, rows];
  const strides = [...outer.map((_, axis) => elementCount(shape.slice(axis + 1))), 1, columns];
  const layout = { itemBytes: dtype.bits / 8, shape: turned, strides, offset: 0 };
  return { kind: "tensor", dtype, shape: turned, data: stridedData(plain, layout) };
}
