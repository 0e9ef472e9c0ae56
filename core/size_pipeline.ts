/**
 * What a pair takes in bytes, for those who ask.
 *
 * @module
 */
import { holdsTensors } from "./model/comparison_kind.ts";
import type { ComparisonKind } from "./model/report.ts";
import type { SizeComparison } from "./model/size.ts";
import type { TensorTask } from "./model/tensor_task.ts";
import { countSizes, type SizedFile } from "./report/size/count_sizes.ts";
import { sizeChange } from "./report/size/size_change.ts";
import { bytesOf, type Side } from "./side.ts";

/** Sizes of a pair: of its files, and where it holds tensors what those take. No element is read. */
export function compareSizes(
  kind: ComparisonKind,
  tasks: readonly TensorTask[],
  old: Side,
  fresh: Side,
): SizeComparison {
  if (!holdsTensors(kind)) return fileSizes(bytesOf(old), bytesOf(fresh));
  return countSizes(tasks, { old: sizedFile(old), new: sizedFile(fresh) });
}

/** Sizes of two files or folders of which no more is known. */
export function fileSizes(old: number, fresh: number): SizeComparison {
  return { file_bytes: sizeChange(old, fresh) };
}

function sizedFile(side: Side): SizedFile {
  const { compression = "none" } = side.loaded.artefact.container ?? {};
  const isFiltered = side.selected !== undefined && side.selected.nodes < side.selected.of;
  return { bytes: bytesOf(side), stateDict: side.stateDict, isCompressed: compression !== "none", isFiltered };
}
