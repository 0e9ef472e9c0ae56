/**
 * diffai compares machine-learning files: checkpoints, arrays, tables,
 * configurations and folders of them. It reads headers and streams values in
 * bounded memory, and runs none of the files' code.
 *
 * Compare two files and print what a person wants to see:
 *
 * ```ts
 * import { comparePaths, DEFAULT_RENDER_OPTIONS, REGISTRY, renderReport } from "./mod.ts";
 * import { assertMatch } from "@std/assert";
 *
 * const report = await comparePaths(
 *   "fixtures/cases/fine_tuned/old.pth",
 *   "fixtures/cases/fine_tuned/new.pth",
 *   { registry: REGISTRY },
 * );
 * assertMatch(await renderReport(report, "text", DEFAULT_RENDER_OPTIONS), /^Model Changes:\n  No structural changes\n/);
 * ```
 *
 * Look on while a long comparison runs, and stop it with a signal:
 *
 * ```ts
 * import { comparePaths, REGISTRY } from "./mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * let share = 0;
 * const file = "fixtures/cases/fine_tuned/old.pth";
 * await comparePaths(file, file, {
 *   registry: REGISTRY,
 *   progress: ({ doneBytes, totalBytes }) => share = totalBytes === 0 ? 0 : doneBytes / totalBytes,
 *   signal: AbortSignal.timeout(60_000),
 * });
 * assertEquals(share, 1);
 * ```
 *
 * A `Report` is the data behind every output: the verdict, the counts, each
 * changed node with its measures, findings, problems. Its JSON form is
 * published as `docs/schema/report-1.json`.
 *
 * To read a format of your own, write a `FormatPlugin`: `detect` tells whether
 * a file is yours, `load` turns its headers into a tree of inert values, and
 * `summarize` states facts. Put its `PluginEntry` before those of `REGISTRY`,
 * or give the file to the command line with `--plugin FILE`.
 *
 * @module
 */
export { comparePaths, type ComparePathsOptions } from "./core/compare_paths.ts";
export { compareFolders, type FolderOptions } from "./core/folder_pipeline.ts";
export type { CompareOptions } from "./core/compare_options.ts";
export { compareInputs } from "./core/pipeline.ts";
export { describeInput } from "./core/show_pipeline.ts";
export { REGISTRY } from "./plugins/registry.ts";

export type {
  Artefact,
  Detection,
  FormatPlugin,
  LoadContext,
  PlainTensorOptions,
  PluginEntry,
  PluginManifest,
  Probe,
  Signature,
  Summary,
} from "./core/plugin.ts";
export type { ByteSource, Origin } from "./core/source/byte_source.ts";
export type { WatchOptions } from "./core/source/watch.ts";
export type { OpenInput } from "./core/source/open_input.ts";
export { createMemorySource } from "./core/source/memory.ts";
export { openFile } from "./core/source/file.ts";
export { openFileInput, type OwnedInput } from "./core/resolve/open_file_input.ts";
export type { Folder } from "./core/resolve/walk_folder.ts";
export { openUrl } from "./core/source/http.ts";

export {
  byteLength,
  type DType,
  dtype,
  type DTypeKind,
  type DTypeName,
  DTYPES,
  findDType,
  type NamedDType,
} from "./core/model/dtype.ts";
export {
  AmbiguousError,
  ERROR_TAGS,
  type ErrorDetails,
  type ErrorTag,
  FileError,
  FormatError,
  isTaggedError,
  LimitError,
  type Place,
  PluginError,
  SourceError,
  type TaggedError,
  UnsupportedError,
  UsageError,
} from "./core/model/errors.ts";
export { DEFAULT_LIMITS, type Limits } from "./core/model/limits.ts";
export type { Figure, PairMeasures, Real, TensorStats, Unmeasured } from "./core/model/measures.ts";
export type { Problem } from "./core/model/problem.ts";
export type { ObserveProgress, Progress } from "./core/model/progress.ts";
export type * from "./core/model/report.ts";
export type * from "./core/model/size.ts";
export type { DescribedNode, Description } from "./core/model/description.ts";
export { integerScalar, type ScalarNode, type ScalarType } from "./core/model/scalar.ts";
export type { Cell, TableColumn, TableNode } from "./core/model/table.ts";
export {
  elementCount,
  type Quantization,
  type TensorData,
  type TensorNode,
  type TensorStorage,
} from "./core/model/tensor.ts";
export { isExact, type Tolerance } from "./core/model/tolerance.ts";
export {
  childrenOf,
  CLASS_KEY,
  type EmptyNode,
  type LeafNode,
  type ListNode,
  type MapNode,
  type OpaqueNode,
  type TreeNode,
} from "./core/model/tree.ts";
export { type OutputFormat, type Renderer, renderPieces, renderReport } from "./core/render/renderers.ts";
export { DEFAULT_RENDER_OPTIONS, type RenderOptions, SORT_KEYS, type SortKey } from "./core/render/render_options.ts";
export { type ExitOptions, exitStatus } from "./core/report/exit_status.ts";
