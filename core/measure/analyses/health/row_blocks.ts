import type { TensorNode } from "../../../model/tensor.ts";
import { createBlockReader } from "../../block_reader.ts";
import type { AnalysisContext } from "../analysis.ts";

/** Some rows of a tensor as bytes; valid until the next ones. */
export interface RowBlock {
  /** Index of the first row. */
  readonly first: number;
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a tensor by whole rows of its first axis, as many at a time as a block holds.
 *
 * @throws {SourceError} if they cannot be read.
 */
export async function* rowBlocks(
  tensor: TensorNode,
  rowBytes: number,
  { limits, pulse }: AnalysisContext,
): AsyncGenerator<RowBlock> {
  const rows = tensor.shape[0]!, perBlock = Math.max(1, Math.min(rows, Math.floor(limits.blockBytes / rowBytes)));
  const buffer = new Uint8Array(perBlock * rowBytes), reader = createBlockReader(tensor, buffer.length);
  try {
    for (let first = 0; first < rows; first += perBlock) {
      const count = Math.min(perBlock, rows - first), bytes = buffer.subarray(0, count * rowBytes);
      await reader.fill(bytes);
      yield { first, count, bytes };
      await pulse();
    }
  } finally {
    await reader.close();
  }
}
