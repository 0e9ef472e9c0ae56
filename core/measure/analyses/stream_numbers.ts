import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";
import { readChunks } from "../paired_blocks.ts";
import { laneBuffer } from "../side_pass.ts";
import type { AnalysisContext } from "./analysis.ts";

/**
 * Reads tensors of one shape side by side and shows their elements as float64, chunk by chunk; the arrays are used
 * again for the next one. Whoever calls knows that they are real numbers.
 *
 * @throws {SourceError} if they cannot be read.
 */
export async function streamNumbers(
  tensors: readonly TensorNode[],
  { limits: { blockBytes }, pulse }: Pick<AnalysisContext, "limits" | "pulse">,
  visit: (values: readonly Float64Array[], count: number) => void,
): Promise<void> {
  const lanes = tensors.map((tensor) => lanesOf(tensor)!);
  const buffers = tensors.map(({ shape }) => laneBuffer(shape, 1));
  for await (const chunks of readChunks(tensors, elementCount(tensors[0]!.shape), blockBytes)) {
    for (const { first, count, bytes } of chunks) {
      for (const [side, lane] of lanes.entries()) lane.read(bytes[side]!, first, count, buffers[side]!);
      visit(buffers, count);
    }
    await pulse();
  }
}

/** Whether the elements of a tensor are real floating-point numbers that can be read. */
export function isFloating(tensor: TensorNode | null): tensor is TensorNode {
  return tensor !== null && tensor.data !== null && tensor.dtype.kind === "float" && lanesOf(tensor) !== null;
}
