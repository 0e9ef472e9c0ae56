import { comparedRange } from "./compare/compared_range.ts";
import { firstDifference } from "./compare/first_difference.ts";
import type { CompareOptions, Watched } from "./compare_options.ts";
import type { Verdict } from "./model/report.ts";
import type { TensorTask } from "./model/tensor_task.ts";
import type { Side } from "./side.ts";

/**
 * Whether the bytes of two sides with the same content are the same, too: of
 * the files themselves and of the shards they name. Of what a filter left out
 * only the bytes tell.
 *
 * @throws {SourceError} if a file cannot be read.
 */
export async function byteVerdict(
  { loaded: { sources: old } }: Side,
  { loaded: { sources: fresh } }: Side,
  tasks: readonly TensorTask[],
  { limits: { blockBytes }, filter, watch }: Watched<CompareOptions>,
): Promise<Verdict> {
  const otherBytes = filter ? "unknown" : "identical_content";
  if (old.length !== fresh.length || old.some(({ size }, index) => size !== fresh[index]!.size)) {
    return otherBytes;
  }
  for (const [index, source] of old.entries()) {
    const known = tasks.flatMap((task) => comparedRange(task, source, fresh[index]!));
    watch?.beginReading(source.name, 2 * known.reduce((left, { length }) => left - length, source.size));
    if (await firstDifference(source, fresh[index]!, { blockBytes, known }) !== null) return otherBytes;
  }
  return "identical_bytes";
}
