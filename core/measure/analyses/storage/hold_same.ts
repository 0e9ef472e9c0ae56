import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import { readChunks } from "../../paired_blocks.ts";

/**
 * Whether two tensors of one type and shape hold the same bytes: reads both side by side, until they differ.
 *
 * @throws {SourceError} if they cannot be read.
 */
export async function holdSame(one: TensorNode, other: TensorNode, blockBytes: number): Promise<boolean> {
  for await (const chunks of readChunks([one, other], elementCount(one.shape), blockBytes)) {
    for (const { bytes } of chunks) if (!areEqual(bytes[0]!, bytes[1]!)) return false;
  }
  return true;
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
