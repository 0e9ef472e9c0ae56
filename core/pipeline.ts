/**
 * The one place that calls the stages, in order: detect, load, match, compare,
 * measure, analyse, report.
 *
 * @module
 */
import { analyse } from "./analyse/analyse.ts";
import { type ComparedLeaves, compareLeaves } from "./compare/compare_leaves.ts";
import { firstDifference, type KnownRange } from "./compare/first_difference.ts";
import { compareMetadata } from "./compare/metadata.ts";
import { compareTableTasks, type TableResult } from "./compare/table_changes.ts";
import { type DetectedFormat, detectFormat } from "./detect/detect_format.ts";
import { plainKind } from "./detect/plain_kind.ts";
import { loadArtefact, type LoadedArtefact } from "./load/load_artefact.ts";
import {
  byDottedName,
  byKeys,
  byNameInStateDict,
  type LeafName,
  type Matching,
  matchLeaves,
} from "./match/match_leaves.ts";
import { measureTensors } from "./measure/measure_tensors.ts";
import { artefactKind, pairKind } from "./model/comparison_kind.ts";
import { collectLeaves, type Leaf } from "./model/leaf.ts";
import type { Limits } from "./model/limits.ts";
import type { Problem } from "./model/problem.ts";
import type { Change, ComparisonKind, InputFacts, Report, Verdict } from "./model/report.ts";
import { locateStateDict, tensorRole } from "./model/tensor_role.ts";
import type { TensorTask } from "./model/tensor_task.ts";
import { isExact, type Tolerance } from "./model/tolerance.ts";
import { dottedName, jsonPointer } from "./model/tree_path.ts";
import type { PluginEntry } from "./plugin.ts";
import { bareInput, buildReport } from "./report/build_report.ts";
import { countModel, type MeasuredTask } from "./report/count_model.ts";
import { countValues } from "./report/count_values.ts";
import { type ContentVerdict, contentVerdict } from "./report/content_verdict.ts";
import { tensorChange } from "./report/tensor_change.ts";
import { RULES } from "./rules/rules.ts";
import type { ByteSource } from "./source/byte_source.ts";

/** A file to compare, already open. */
export interface OpenInput {
  /** As the user gave it. */
  readonly path: string;
  readonly source: ByteSource;
  /** Opens a file in the same folder by its base name. */
  sibling(name: string): Promise<ByteSource>;
}

/** What and how to compare. */
export interface CompareOptions {
  readonly registry: readonly PluginEntry[];
  readonly limits: Limits;
  /** Absent or zero: exact. */
  readonly tolerance?: Tolerance;
  /** Only nodes whose path matches. */
  readonly filter?: RegExp;
  /** False: structure alone; no tensor byte is read. */
  readonly values: boolean;
}

/** Compares two files. Errors of either file are thrown; what goes wrong inside is among the report's problems. */
export async function compareInputs(old: OpenInput, fresh: OpenInput, options: CompareOptions): Promise<Report> {
  const oldFormat = await detectFormat(old.source, old.path, options.registry, options.limits);
  const newFormat = await detectFormat(fresh.source, fresh.path, options.registry, options.limits);
  if (oldFormat === null || newFormat === null) return await comparePlain(old, fresh, [oldFormat, newFormat], options);
  await using before = await loadArtefact(old, oldFormat, options.limits);
  await using after = await loadArtefact(fresh, newFormat, options.limits);
  return await compareArtefacts({ input: old, loaded: before }, { input: fresh, loaded: after }, options);
}

/** One side of a pair with its tree taken apart. */
interface Side {
  readonly input: OpenInput;
  readonly loaded: LoadedArtefact;
}

async function compareArtefacts(old: Side, fresh: Side, options: CompareOptions): Promise<Report> {
  const oldLeaves = collectLeaves(old.loaded.artefact.root, old.input.path, options.limits);
  const newLeaves = collectLeaves(fresh.loaded.artefact.root, fresh.input.path, options.limits);
  const kind = pairKind(
    artefactKind(old.loaded.artefact.root, oldLeaves),
    artefactKind(fresh.loaded.artefact.root, newLeaves),
  );
  const pathOf = kind === "document" ? jsonPointer : dottedName;
  const stateDict = {
    old: locateStateDict(old.loaded.artefact.root),
    new: locateStateDict(fresh.loaded.artefact.root),
  };
  const wanted = (leaves: readonly Leaf[]) =>
    options.filter ? leaves.filter(({ keys }) => options.filter!.test(pathOf(keys))) : leaves;
  const names: readonly LeafName[] = kind === "document"
    ? [byKeys]
    : [byKeys, byDottedName, byNameInStateDict(stateDict.old, stateDict.new)];
  const matching: Matching = matchLeaves(wanted(oldLeaves), wanted(newLeaves), names);
  const compared = compareLeaves(matching, {
    pathOf,
    roleOf: (leaf, side) => tensorRole(leaf, stateDict[side]),
    tolerance: options.tolerance,
  });
  const { tasks, problems } = await measureTasks(compared, old.input.path, options);
  const tables = await compareTableTasks(compared.tables, options.tolerance);
  const metadata = old.loaded.artefact.metadata && fresh.loaded.artefact.metadata
    ? compareMetadata(old.loaded.artefact.metadata, fresh.loaded.artefact.metadata)
    : [];
  const changes = [...compared.changes, ...tasks.map(({ change }) => change), ...tables.changes, ...metadata];
  const allProblems = [...old.loaded.problems, ...fresh.loaded.problems, ...problems];
  const content = contentVerdict(changes, tasks);
  return buildReport({
    comparison: comparisonOf(kind, compared, tasks, tables),
    inputs: { old: inputFacts(old), new: inputFacts(fresh) },
    verdict: await verdictOf(content, old.input, fresh.input, tasks, options),
    changes,
    ...analyse(changes, RULES, options.values),
    problems: allProblems,
  });
}

/** Reads what is to be measured; where values are not wanted, structure stands alone. */
async function measureTasks(
  { tensors }: ComparedLeaves,
  file: string,
  { values, limits: { blockBytes }, tolerance }: CompareOptions,
): Promise<{ tasks: MeasuredTask[]; problems: readonly Problem[] }> {
  const used = tolerance && !isExact(tolerance) ? tolerance : undefined;
  const { results, problems } = values
    ? await measureTensors(tensors, { blockBytes, tolerance: used, file })
    : { results: tensors.map(() => null), problems: [] };
  const tasks = tensors.map((task, index) => {
    const measured = results[index]!;
    return { task, measured, change: tensorChange(task, measured) };
  });
  return { tasks, problems };
}

function comparisonOf(
  kind: ComparisonKind,
  { changes, unchangedValues }: ComparedLeaves,
  tasks: readonly MeasuredTask[],
  { comparison }: TableResult,
): Parameters<typeof buildReport>[0]["comparison"] {
  if (kind === "table" && comparison) return { kind, ...comparison };
  const values = countValues(changes, unchangedValues);
  if (kind === "document") return { kind, values };
  return { kind: kind === "array" ? "array" : "model", ...countModel(tasks, values) };
}

function inputFacts({ input: { path, source }, loaded: { artefact, entry } }: Side): InputFacts {
  return {
    ...bareInput(path, entry.manifest.id, source.size),
    imports: artefact.imports ?? [],
    container: artefact.container ?? {},
  };
}

async function verdictOf(
  content: ContentVerdict,
  old: OpenInput,
  fresh: OpenInput,
  tasks: readonly MeasuredTask[],
  { limits: { blockBytes } }: CompareOptions,
): Promise<Verdict> {
  if (content !== "same") return content;
  if (old.source.size !== fresh.source.size) return "identical_content";
  const known = tasks.flatMap(({ task }) => comparedRange(task, old.source, fresh.source));
  return await firstDifference(old.source, fresh.source, { blockBytes, known }) === null
    ? "identical_bytes"
    : "identical_content";
}

/** Where a tensor of the same content lies, if it lies at the same place of both files: its bytes need no second read. */
function comparedRange({ old, new: fresh }: TensorTask, oldFile: ByteSource, newFile: ByteSource): KnownRange[] {
  const before = old?.data?.plain, after = fresh?.data?.plain;
  if (before?.origin?.source !== oldFile || after?.origin?.source !== newFile) return [];
  return before.origin.offset === after.origin.offset ? [{ offset: before.origin.offset, length: before.size }] : [];
}

/** Files that no plugin reads are compared as bytes. */
async function comparePlain(
  old: OpenInput,
  fresh: OpenInput,
  formats: readonly (DetectedFormat | null)[],
  { limits: { blockBytes } }: CompareOptions,
): Promise<Report> {
  const at = await firstDifference(old.source, fresh.source, { blockBytes });
  const kinds = await Promise.all([old, fresh].map(({ source }) => plainKind(source)));
  const inputs = [old, fresh].map(({ path, source }, side) =>
    bareInput(path, formats[side]?.entry.manifest.id ?? kinds[side]!, source.size)
  );
  return buildReport({
    comparison: { kind: kinds.every((kind) => kind === "text") ? "text" : "binary", first_difference: at },
    inputs: { old: inputs[0]!, new: inputs[1]! },
    verdict: at === null ? "identical_bytes" : "different",
    changes: [],
  });
}
