import type { TensorNode } from "../../model/tensor.ts";

/** The rows of a matrix of int32 words; the array may be the same each time. */
export async function* wordRows({ data, shape }: TensorNode): AsyncGenerator<Int32Array> {
  const columns = shape[1]!, words = new Int32Array(columns);
  for await (const block of data!.blocks(columns * 4)) {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    for (let column = 0; column < columns; column++) words[column] = view.getInt32(column * 4, true);
    yield words;
  }
}
