import type { Limits } from "../../model/limits.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";
import { readChunks } from "../paired_blocks.ts";
import { laneBuffer } from "../side_pass.ts";

/**
 * Reads a tensor of real numbers once more: its elements as float64, a chunk at
 * a time, each valid until the next one.
 *
 * @throws {SourceError} if they cannot be read.
 */
export async function* valueChunks(tensor: TensorNode, { blockBytes }: Limits): AsyncGenerator<Float64Array> {
  const lanes = lanesOf(tensor)!, buffer = laneBuffer(tensor.shape, 1);
  for await (const chunks of readChunks([tensor], elementCount(tensor.shape), blockBytes)) {
    for (const { first, count, bytes } of chunks) {
      lanes.read(bytes[0]!, first, count, buffer);
      yield buffer.subarray(0, count);
    }
  }
}
