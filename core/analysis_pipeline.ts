/**
 * The analyses that are asked for by their ids, run beside and after the
 * measuring of tensors, and those that come by themselves, run after it.
 *
 * @module
 */
import type { CompareOptions, Watched } from "./compare_options.ts";
import { detectFormat } from "./detect/detect_format.ts";
import { loadArtefact, type LoadedArtefact } from "./load/load_artefact.ts";
import type { Analysis, AnalysisContext } from "./measure/analyses/analysis.ts";
import { type AnalysedTensors, AnalysisRun } from "./measure/analyses/analysis_run.ts";
import { ALL_ANALYSES, ANALYSES, type AnalysisEntry } from "./measure/analyses/registry.ts";
import { UnsupportedError, UsageError } from "./model/errors.ts";
import { quote } from "./model/escape.ts";
import type { LeafTable } from "./model/leaf.ts";
import type { AnalysisStatus } from "./model/report.ts";
import { type TensorsByName, tensorsByName } from "./model/tensors_by_name.ts";
import { dottedName } from "./model/tree_path.ts";
import { type Side, sideOf } from "./side.ts";
import type { OpenInput } from "./source/open_input.ts";
import type { ComparedTensors } from "./tensor_pipeline.ts";

/**
 * Loads the analyses of a list of ids, in the order of the registry; `all` stands for every one.
 *
 * @throws {UsageError} for an id that there is not.
 */
export async function loadAnalyses(ids: readonly string[]): Promise<readonly Analysis[]> {
  const known = new Set(ANALYSES.map(({ id }) => id)), wanted = new Set(ids);
  for (const id of wanted) {
    if (id === ALL_ANALYSES || known.has(id)) continue;
    const { suggestName } = await import("./cli/suggest_name.ts");
    throw new UsageError(`Unknown analysis ${quote(id)}: ${suggestName(id, [ALL_ANALYSES, ...known])}`);
  }
  const entries = ANALYSES.filter(({ id }) => wanted.has(ALL_ANALYSES) || wanted.has(id));
  return await Promise.all(entries.map((entry) => entry.load()));
}

/** Analyses that look on while tensors are measured, and the third model; to be closed when all have ended. */
export interface BegunAnalyses extends AsyncDisposable {
  readonly run: AnalysisRun;
  readonly third: ThirdModel | null;
}

/** A model beside the two that are compared. */
interface ThirdModel {
  readonly path: string;
  /** By name in its state dict. */
  readonly tensors: TensorsByName;
  readonly loaded: LoadedArtefact;
}

/**
 * Begins the analyses of a comparison: what is wrong with the third file is told before the others are measured.
 *
 * @throws {UsageError} if the third file has no tensor. @throws {FileError} if it cannot be loaded.
 */
export async function beginAnalyses(ids: readonly string[], options: CompareOptions): Promise<BegunAnalyses> {
  const run = await AnalysisRun.begin(await loadAnalyses(ids));
  const third = options.third ? await loadThird(options.third, options) : null;
  return { run, third, [Symbol.asyncDispose]: async () => await third?.loaded[Symbol.asyncDispose]() };
}

/** The analyses of a comparison: those that were asked for and have looked on, and those that come by themselves. */
export interface ChosenAnalyses {
  readonly begun: BegunAnalyses | null;
  readonly defaults: readonly AnalysisEntry[];
}

/** Ends the analyses of a comparison whose tensors were measured; nothing is told of a default that has nothing to tell. */
export async function finishAnalyses(
  { begun, defaults }: ChosenAnalyses,
  { readings: tasks, changes }: Pick<ComparedTensors, "readings" | "changes">,
  old: Side,
  fresh: Side,
  { limits, watch }: Watched<CompareOptions>,
): Promise<readonly AnalysisStatus[]> {
  const third = begun?.third;
  const files = { old: old.path, new: fresh.path, ...(third ? { third: third.path } : {}) };
  const context: AnalysisContext = { limits, files, pulse: () => watch?.advance(0) };
  const sides = { old, new: fresh };
  const tensors: AnalysedTensors = { tasks, changes, numbers: (side) => numbersOf(sides[side].leaves) };
  const byThemselves = await AnalysisRun.begin(await Promise.all(defaults.map((entry) => entry.load())));
  const found = await byThemselves.finish(tensors, context);
  const told = found.filter(({ status }) => status !== "not_applicable");
  if (!begun) return told;
  const beside = third ? { third: namedAs(fresh, third.tensors) } : {};
  return (await begun.run.finish({ ...tensors, ...beside }, context)).concat(told);
}

/** The numbers among the leaves of a tree, by their dotted names. */
function numbersOf(leaves: LeafTable): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { keys, node } of leaves) {
    if (node.kind === "scalar" && typeof node.value === "number") numbers.set(dottedName(keys), node.value);
  }
  return numbers;
}

async function loadThird(third: OpenInput, { registry, limits }: CompareOptions): Promise<ThirdModel> {
  const { source, path } = third, format = await detectFormat(source, path, registry, limits);
  if (format === null) throw new UnsupportedError("no plugin reads this format", { file: path });
  await using files = new AsyncDisposableStack();
  const loaded = files.use(await loadArtefact(third, format, limits));
  const { leaves, stateDict } = await sideOf(third, loaded, limits), tensors = tensorsByName(leaves, stateDict);
  if (tensors.size === 0) throw new UsageError(`"--with" takes a model: ${quote(path)} has no tensor`);
  files.move();
  return { path, tensors, loaded };
}

/** The tensors of a state dict under the paths that they would have in a side's file. */
function namedAs({ stateDict }: Side, tensors: TensorsByName): TensorsByName {
  if (stateDict.length === 0) return tensors;
  const prefix = dottedName(stateDict);
  return new Map(Array.from(tensors, ([name, tensor]) => [`${prefix}.${name}`, tensor]));
}
