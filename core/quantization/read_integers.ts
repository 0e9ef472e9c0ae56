import type { TensorNode } from "../model/tensor.ts";

/** The elements of a small tensor of int64 or int32; `null` for one of another type or without data. */
export async function readIntegers({ dtype, data }: TensorNode): Promise<readonly number[] | null> {
  if (data === null || (dtype.name !== "int64" && dtype.name !== "int32")) return null;
  const bytes = dtype.bits / 8, integers: number[] = [];
  for await (const block of data.blocks(bytes * 64)) {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    for (let at = 0; at < block.length; at += bytes) {
      integers.push(bytes === 8 ? Number(view.getBigInt64(at, true)) : view.getInt32(at, true));
    }
  }
  return integers;
}
