/**
 * The one place that calls the stages, in order: detect, load, match, compare,
 * measure, analyse, report. What only some pairs go through is imported when
 * the first of them does.
 *
 * @module
 */
import type { Analysed } from "./analyse/analyse.ts";
import { type ComparedLeaves, compareLeaves, tensorPairs } from "./compare/compare_leaves.ts";
import type { ComparedMetadata } from "./compare/metadata.ts";
import type { TableResult } from "./compare/table_changes.ts";
import type { CompareOptions, Watched } from "./compare_options.ts";
import { detectFormat } from "./detect/detect_format.ts";
import { keepWatch } from "./keep_watch.ts";
import { loadArtefact } from "./load/load_artefact.ts";
import { byDottedName, byNameInStateDict, matchLeaves } from "./match/match_leaves.ts";
import type { RenameMatching } from "./match/match_renames.ts";
import { holdsTensors, pairKind } from "./model/comparison_kind.ts";
import { isTensorLeaf, type Leaf, WantedLeaves } from "./model/leaf.ts";
import { notComparable } from "./model/not_comparable.ts";
import { isNewTo } from "./model/problem.ts";
import type { AnalysisStatus, Change, ComparisonKind, Report } from "./model/report.ts";
import { dottedName, jsonPointer } from "./model/tree_path.ts";
import { buildReport, type ReportParts } from "./report/build_report.ts";
import { contentVerdict } from "./report/content_verdict.ts";
import { countValues } from "./report/count_values.ts";
import { bytesOf, inputFacts, isSameFormat, type Side, sideOf } from "./side.ts";
import type { Crew } from "./measure/workers/crew.ts";
import { areWorthWorkers } from "./model/worth_workers.ts";
import type { OpenInput } from "./source/open_input.ts";
import type { BegunAnalyses } from "./analysis_pipeline.ts";
import type { AnalysedQuantization } from "./quantization_pipeline.ts";
import type { ComparedTensors } from "./tensor_pipeline.ts";

/** What only some pairs go through. */
const STAGES = {
  plain: () => import("./plain_pipeline.ts"),
  metadata: () => import("./compare/metadata.ts"),
  crew: () => import("./measure/workers/crew.ts"),
  renames: () => import("./match/match_renames.ts"),
  tensors: () => import("./tensor_pipeline.ts"),
  tables: () => import("./compare/table_changes.ts"),
  counts: () => import("./report/count_model.ts"),
  sizes: () => import("./size_pipeline.ts"),
  bytes: () => import("./byte_verdict.ts"),
  rules: () => import("./rule_pipeline.ts"),
  quantization: () => import("./quantization_pipeline.ts"),
  analyses: () => import("./analysis_pipeline.ts"),
} as const;

const NO_TENSORS: ComparedTensors = { tasks: [], changes: [], problems: [], quantized: null, readings: [] };
const NOTHING_TO_ANALYSE: Analysed = { findings: [], analyses: [] };
const NO_QUANTIZATION: Partial<AnalysedQuantization> = {};
const NO_TABLES: TableResult = { comparison: null, changes: [], closeCells: 0 };

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
    const { comparePlain } = await STAGES.plain();
    return await comparePlain(old, fresh, titles, options);
  }
  watch?.beginReading(old.path, 0);
  await using before = await loadArtefact(old, oldFormat, options.limits);
  watch?.beginReading(fresh.path, 0);
  await using after = await loadArtefact(fresh, newFormat, options.limits);
  const sides = [await sideOf(old, before, options.limits), await sideOf(fresh, after, options.limits)] as const;
  return await compareLoaded(...sides, options);
}

async function compareLoaded(oldSide: Side, newSide: Side, options: Watched<CompareOptions>): Promise<Report> {
  const kind = comparableKind(oldSide, newSide);
  using crew = await hireCrew(kind, bytesOf(oldSide) + bytesOf(newSide), options);
  if (crew) void STAGES.rules(); // Imported while workers are busy: afterwards they would wait.
  const old = await selectLeaves(oldSide, kind, options), fresh = await selectLeaves(newSide, kind, options);
  const { matching, notes } = await matchTrees(old, fresh, kind, options);
  const { tolerance } = options;
  const compared = compareLeaves(matching, { pathOf: pathsOf(kind), ...(tolerance ? { tolerance } : {}) });
  const metadata = await compareContainers(old, fresh, options);
  await using begun = await beginAnalyses(options);
  const tensors = compared.tensors + metadata.tensors.length > 0
    ? await (await STAGES.tensors()).compareTensors(tensorPairs(matching), metadata.tensors, old, fresh, {
      ...options,
      crew,
      ...(begun?.run.observes ? { observerOf: (sides) => begun.run.observerOf(sides) } : {}),
    })
    : NO_TENSORS;
  if (kind === "table") options.watch?.beginReading(fresh.path, bytesOf(old) + bytesOf(fresh));
  const tables = compared.tables.length > 0
    ? await (await STAGES.tables()).compareTableTasks(compared.tables, options.tolerance)
    : NO_TABLES;
  const close = compared.closeValues + tables.closeCells;
  const changes = compared.changes.concat(tensors.changes, tables.changes, metadata.changes);
  const content = contentVerdict(changes, tensors, close);
  const inputs = { old: inputFacts(old), new: inputFacts(fresh) };
  const comparison = await comparisonOf(kind, compared, tensors, tables, options);
  const { quantization, problems = [] } = await quantizationOf(kind, old, fresh, options);
  const analysed = tensors === NO_TENSORS && begun === null
    ? []
    : await (await STAGES.tensors()).analyseTensors(begun, tensors, old, fresh, options);
  const { findings, analyses } = await analyseChanges(changes, inputs, analysed, options);
  return buildReport({
    comparison: options.sizes
      ? { ...comparison, size: (await STAGES.sizes()).compareSizes(kind, tensors.tasks, old, fresh) }
      : comparison,
    inputs,
    verdict: content === "same"
      ? await (await STAGES.bytes()).byteVerdict(old, fresh, tensors.tasks, options)
      : content,
    changes,
    findings,
    analyses: analysed.concat(analyses),
    problems: [
      ...old.loaded.problems,
      ...fresh.loaded.problems,
      ...notes,
      ...tensors.problems,
      ...problems.filter(isNewTo(tensors.problems)),
    ],
    quantization,
  });
}

/** The analyses that are asked for, if any are and values may be read. */
async function beginAnalyses(options: CompareOptions): Promise<BegunAnalyses | null> {
  const { analyses = [], values } = options;
  if (analyses.length === 0 || !values) return null;
  return await (await STAGES.analyses()).beginAnalyses(analyses, options);
}

/** How weights are quantized, where that is asked for and values may be read. */
async function quantizationOf(kind: ComparisonKind, old: Side, fresh: Side, options: Watched<CompareOptions>) {
  const isWanted = options.quantization && options.values && holdsTensors(kind);
  return isWanted ? await (await STAGES.quantization()).analyseQuantization(old, fresh, options) : NO_QUANTIZATION;
}

/** What the rules find: they are about tensors. */
async function analyseChanges(
  changes: readonly Change[],
  inputs: Report["inputs"],
  analysed: readonly AnalysisStatus[],
  { values, rules }: CompareOptions,
): Promise<Analysed> {
  if (!changes.some(({ node }) => node === "tensor")) return NOTHING_TO_ANALYSE;
  return (await STAGES.rules()).applyRules(changes, { values, inputs, analysed, rules });
}

/** Workers for much data: they come up while what they will read is still being looked for. */
async function hireCrew(kind: ComparisonKind, bytes: number, options: CompareOptions): Promise<Crew | null> {
  const { values, jobs = 1 } = options;
  if (!values || !holdsTensors(kind) || !areWorthWorkers(bytes, jobs)) return null;
  const { Crew } = await STAGES.crew();
  return new Crew(jobs - 1);
}

/** What the pair is compared as; tables and documents only with their like, unless one format holds both. */
function comparableKind(old: Side, fresh: Side): ComparisonKind {
  const alike = old.kind === fresh.kind || (holdsTensors(old.kind) && holdsTensors(fresh.kind));
  if (alike || isSameFormat(old, fresh)) return pairKind(old.kind, fresh.kind);
  const nounOf = ({ loaded, kind }: Side) => `${loaded.entry.manifest.title} ${kind}`;
  throw notComparable(old.path, nounOf(old), fresh.path, nounOf(fresh));
}

/** The side with the leaves alone whose paths match the filter, counted together with the metadata that do. */
async function selectLeaves(side: Side, kind: ComparisonKind, options: CompareOptions): Promise<Side> {
  const { filter } = options;
  if (!filter) return side;
  const pathOf = pathsOf(kind), metadata = await metadataOf(side, options);
  const leaves = new WantedLeaves(side.leaves, (keys) => filter.test(pathOf(keys)));
  const beside = metadata.filter(({ keys }) => filter.test(dottedName(keys)));
  const of = side.leaves.size + metadata.length;
  return { ...side, leaves, selected: { nodes: leaves.size + beside.length, of } };
}

async function metadataOf({ path, loaded: { artefact } }: Side, { limits }: CompareOptions): Promise<readonly Leaf[]> {
  if (!artefact.metadata) return [];
  return (await STAGES.metadata()).metadataLeaves(artefact.metadata, path, limits);
}

function pathsOf(kind: ComparisonKind): (keys: readonly string[]) => string {
  return kind === "document" ? jsonPointer : dottedName;
}

/** Pairs the leaves of two trees: by their names, then tensors that may have others. */
async function matchTrees(
  old: Side,
  fresh: Side,
  kind: ComparisonKind,
  { values, limits: { blockBytes }, watch }: Watched<CompareOptions>,
): Promise<RenameMatching> {
  const inModel = byNameInStateDict(old.stateDict, fresh.stateDict);
  const matching = matchLeaves(old.leaves, fresh.leaves, kind === "document" ? [] : [byDottedName, inModel]);
  if (!matching.removed.some(isTensorLeaf) || !matching.added.some(isTensorLeaf)) return { matching, notes: [] };
  const content = values ? { blockBytes, ...(watch ? { watch } : {}) } : undefined;
  const { matchRenames } = await STAGES.renames();
  return await matchRenames(matching, { inModel, file: fresh.path, ...(content ? { content } : {}) });
}

/** The containers' own data, where both are of one format: another format holds other things, or none. */
async function compareContainers(old: Side, fresh: Side, { filter }: CompareOptions): Promise<ComparedMetadata> {
  const before = old.loaded.artefact.metadata, after = fresh.loaded.artefact.metadata;
  if (!isSameFormat(old, fresh) || (!before && !after)) return { changes: [], tensors: [] };
  const { changes, tensors } = (await STAGES.metadata()).compareMetadata(before, after);
  const isWanted = ({ path }: { readonly path: string }) => !filter || filter.test(path);
  return { changes: changes.filter(isWanted), tensors: tensors.filter(isWanted) };
}

async function comparisonOf(
  kind: ComparisonKind,
  { changes, unchangedValues, closeValues }: ComparedLeaves,
  tensors: ComparedTensors,
  { comparison }: TableResult,
  { tolerance }: CompareOptions,
): Promise<ReportParts["comparison"]> {
  if (kind === "table" && comparison) return { kind, ...comparison };
  const values = countValues(changes, unchangedValues, tolerance && closeValues);
  if (kind === "document") return { kind, values };
  const { countModel } = await STAGES.counts();
  return { kind: kind === "array" ? "array" : "model", ...countModel(tensors, values, tensors.quantized) };
}

/** The format of a file. Standard input has no name that could tell it: its partner's serves. */
function formatOf({ source, path }: OpenInput, partner: string, { registry, limits }: CompareOptions) {
  return detectFormat(source, path, registry, limits, path === "-" ? partner : path);
}
