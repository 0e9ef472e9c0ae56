/**
 * The one place that calls the stages, in order: detect, load, match, compare,
 * measure, analyse, report.
 *
 * @module
 */
import { analyse } from "./analyse/analyse.ts";
import { type ComparedLeaves, compareLeaves } from "./compare/compare_leaves.ts";
import { comparedRange } from "./compare/compared_range.ts";
import { firstDifference } from "./compare/first_difference.ts";
import { type ComparedMetadata, compareMetadata, metadataLeaves } from "./compare/metadata.ts";
import { compareTableTasks, type TableResult } from "./compare/table_changes.ts";
import { tiedNames } from "./compare/tied_names.ts";
import type { CompareOptions, Watched } from "./compare_options.ts";
import { detectFormat } from "./detect/detect_format.ts";
import { keepWatch } from "./keep_watch.ts";
import { loadArtefact } from "./load/load_artefact.ts";
import { byDottedName, byKeys, byNameInStateDict, type LeafName, matchLeaves } from "./match/match_leaves.ts";
import type { MeasuredTensors, MeasureOptions } from "./measure/measure_tensors.ts";
import { pairKind } from "./model/comparison_kind.ts";
import { notComparable } from "./model/not_comparable.ts";
import type { Problem } from "./model/problem.ts";
import type { ComparisonKind, Report, Verdict } from "./model/report.ts";
import { tensorRole } from "./model/tensor_role.ts";
import type { TensorTask } from "./model/tensor_task.ts";
import { isExact } from "./model/tolerance.ts";
import { dottedName, jsonPointer } from "./model/tree_path.ts";
import { comparePlain } from "./plain_pipeline.ts";
import { buildReport, type ReportParts } from "./report/build_report.ts";
import { countModel, type MeasuredTask } from "./report/count_model.ts";
import { countValues } from "./report/count_values.ts";
import { type ContentVerdict, contentVerdict } from "./report/content_verdict.ts";
import { tensorChange } from "./report/tensor_change.ts";
import { RULES } from "./rules/rules.ts";
import { bytesOf, inputFacts, type Side, sideOf } from "./side.ts";
import type { OpenInput } from "./source/open_input.ts";

/**
 * Compares two files. What goes wrong inside of one is among the report's problems.
 *
 * @throws {FileError} if a file cannot be loaded at all.
 * @throws {UsageError} if the two have nothing in common, as a table and a model.
 */
export function compareInputs(old: OpenInput, fresh: OpenInput, options: CompareOptions): Promise<Report> {
  return keepWatch(options, (watched) => compareWatched(old, fresh, watched));
}

/** `compareInputs` for those who keep the watch themselves. */
export async function compareWatched(
  oldInput: OpenInput,
  newInput: OpenInput,
  options: Watched<CompareOptions>,
): Promise<Report> {
  const { watch } = options;
  const old = watch?.input(oldInput) ?? oldInput, fresh = watch?.input(newInput) ?? newInput;
  const formats = [await formatOf(old, fresh.path, options), await formatOf(fresh, old.path, options)] as const;
  const [oldFormat, newFormat] = formats;
  if (oldFormat === null || newFormat === null) {
    const titles = formats.map((format) => format?.plugin.manifest.title);
    return await comparePlain(old, fresh, titles, options);
  }
  watch?.beginReading(old.path, 0);
  await using before = await loadArtefact(old, oldFormat, options.limits);
  watch?.beginReading(fresh.path, 0);
  await using after = await loadArtefact(fresh, newFormat, options.limits);
  return await compareLoaded(sideOf(old, before, options.limits), sideOf(fresh, after, options.limits), options);
}

async function compareLoaded(oldSide: Side, newSide: Side, options: Watched<CompareOptions>): Promise<Report> {
  const kind = comparableKind(oldSide, newSide);
  const old = selectLeaves(oldSide, kind, options), fresh = selectLeaves(newSide, kind, options);
  const compared = compareTrees(old, fresh, kind, options);
  const metadata = compareContainers(old, fresh, options);
  const tensors = [...compared.tensors, ...metadata.tensors];
  const { tasks, problems } = await measureTasks(tensors, old, fresh, options);
  if (kind === "table") options.watch?.beginReading(fresh.path, bytesOf(old) + bytesOf(fresh));
  const tables = await compareTableTasks(compared.tables, options.tolerance);
  const close = compared.closeValues + tables.closeCells;
  const changes = [
    ...compared.changes,
    ...tasks.map(({ change }) => change),
    ...tables.changes,
    ...metadata.changes,
  ];
  return buildReport({
    comparison: comparisonOf(kind, compared, tasks, tables, options),
    inputs: { old: inputFacts(old), new: inputFacts(fresh) },
    verdict: await verdictOf(contentVerdict(changes, tasks, close), old, fresh, tasks, options),
    changes,
    ...analyse(changes, RULES, options.values),
    problems: [...old.loaded.problems, ...fresh.loaded.problems, ...problems],
  });
}

/** What the pair is compared as; tables and documents only with their like, unless one format holds both. */
function comparableKind(old: Side, fresh: Side): ComparisonKind {
  const alike = old.kind === fresh.kind || (holdsTensors(old.kind) && holdsTensors(fresh.kind));
  if (alike || isSameFormat(old, fresh)) return pairKind(old.kind, fresh.kind);
  const nounOf = ({ loaded, kind }: Side) => `${loaded.entry.manifest.title} ${kind}`;
  throw notComparable(old.path, nounOf(old), fresh.path, nounOf(fresh));
}

function holdsTensors(kind: ComparisonKind): boolean {
  return kind === "model" || kind === "array";
}

/** The side with the leaves alone whose paths match the filter, counted together with the metadata that do. */
function selectLeaves(side: Side, kind: ComparisonKind, { filter, limits }: CompareOptions): Side {
  if (!filter) return side;
  const pathOf = pathsOf(kind), metadata = metadataLeaves(side.loaded.artefact.metadata, side.path, limits);
  const leaves = side.leaves.filter(({ keys }) => filter.test(pathOf(keys)));
  const beside = metadata.filter(({ keys }) => filter.test(dottedName(keys)));
  const of = side.leaves.length + metadata.length;
  return { ...side, leaves, selected: { nodes: leaves.length + beside.length, of } };
}

function pathsOf(kind: ComparisonKind): (keys: readonly string[]) => string {
  return kind === "document" ? jsonPointer : dottedName;
}

/** Pairs the leaves of two trees and compares all that needs no tensor bytes. */
function compareTrees(
  old: Side,
  fresh: Side,
  kind: ComparisonKind,
  { tolerance }: CompareOptions,
): ComparedLeaves {
  const names: readonly LeafName[] = kind === "document"
    ? [byKeys]
    : [byKeys, byDottedName, byNameInStateDict(old.stateDict, fresh.stateDict)];
  return compareLeaves(matchLeaves(old.leaves, fresh.leaves, names), {
    pathOf: pathsOf(kind),
    roleOf: (leaf, side) => tensorRole(leaf, (side === "old" ? old : fresh).stateDict),
    ...(tolerance ? { tolerance } : {}),
  });
}

/** The containers' own data, where both are of one format: another format holds other things, or none. */
function compareContainers(old: Side, fresh: Side, { filter }: CompareOptions): ComparedMetadata {
  if (!isSameFormat(old, fresh)) return { changes: [], tensors: [] };
  const { changes, tensors } = compareMetadata(old.loaded.artefact.metadata, fresh.loaded.artefact.metadata);
  const isWanted = ({ path }: { readonly path: string }) => !filter || filter.test(path);
  return { changes: changes.filter(isWanted), tensors: tensors.filter(isWanted) };
}

function isSameFormat({ loaded: old }: Side, { loaded: fresh }: Side): boolean {
  return old.entry.manifest.id === fresh.entry.manifest.id;
}

/** The measure stage, which only tensors need: a pair of documents does not import it. */
async function measure(tensors: readonly TensorTask[], options: MeasureOptions): Promise<MeasuredTensors> {
  const { measureTensors } = await import("./measure/measure_tensors.ts");
  return await measureTensors(tensors, options);
}

/** Reads what is to be measured; where values are not wanted, structure stands alone. */
async function measureTasks(
  tensors: readonly TensorTask[],
  old: Side,
  fresh: Side,
  { values, limits: { blockBytes }, tolerance, jobs = 1, watch }: Watched<CompareOptions>,
): Promise<{ tasks: MeasuredTask[]; problems: readonly Problem[] }> {
  const used = tolerance && !isExact(tolerance) ? tolerance : undefined;
  const { results, problems } = values && tensors.length > 0
    ? await measure(tensors, { blockBytes, tolerance: used, file: old.path, jobs, watch })
    : { results: tensors.map(() => null), problems: [] };
  // Not every format can tie tensors: that the other one does not is no change.
  const tied = isSameFormat(old, fresh) ? tensors : [];
  const oldTies = tiedNames(tied, "old"), newTies = tiedNames(tied, "new");
  const tasks = tensors.map((task, index) => {
    const measured = results[index]!;
    return { task, measured, change: tensorChange(task, measured, { old: oldTies.get(task), new: newTies.get(task) }) };
  });
  return { tasks, problems };
}

function comparisonOf(
  kind: ComparisonKind,
  { changes, unchangedValues, closeValues }: ComparedLeaves,
  tasks: readonly MeasuredTask[],
  { comparison }: TableResult,
  { tolerance }: CompareOptions,
): ReportParts["comparison"] {
  if (kind === "table" && comparison) return { kind, ...comparison };
  const values = countValues(changes, unchangedValues, tolerance && closeValues);
  if (kind === "document") return { kind, values };
  return { kind: kind === "array" ? "array" : "model", ...countModel(tasks, values) };
}

/**
 * Where the content is the same, whether the bytes are, too: of the files
 * themselves and of the shards they name. Of what a filter left out only the
 * bytes tell.
 */
async function verdictOf(
  content: ContentVerdict,
  { loaded: { sources: old } }: Side,
  { loaded: { sources: fresh } }: Side,
  tasks: readonly MeasuredTask[],
  { limits: { blockBytes }, filter, watch }: Watched<CompareOptions>,
): Promise<Verdict> {
  if (content !== "same") return content;
  const otherBytes = filter ? "unknown" : "identical_content";
  if (old.length !== fresh.length || old.some(({ size }, index) => size !== fresh[index]!.size)) {
    return otherBytes;
  }
  for (const [index, source] of old.entries()) {
    const known = tasks.flatMap(({ task }) => comparedRange(task, source, fresh[index]!));
    watch?.beginReading(source.name, 2 * known.reduce((left, { length }) => left - length, source.size));
    if (await firstDifference(source, fresh[index]!, { blockBytes, known }) !== null) return otherBytes;
  }
  return "identical_bytes";
}

/** The format of a file. Standard input has no name that could tell it: its partner's serves. */
function formatOf({ source, path }: OpenInput, partner: string, { registry, limits }: CompareOptions) {
  return detectFormat(source, path, registry, limits, path === "-" ? partner : path);
}
