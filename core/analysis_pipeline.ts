/**
 * The analyses that are asked for by their ids: chosen, run beside and after
 * the measuring of tensors, and told.
 *
 * @module
 */
import type { CompareOptions, Watched } from "./compare_options.ts";
import { detectFormat } from "./detect/detect_format.ts";
import { loadArtefact } from "./load/load_artefact.ts";
import type { Analysis, AnalysisContext } from "./measure/analyses/analysis.ts";
import { AnalysisRun } from "./measure/analyses/analysis_run.ts";
import { ALL_ANALYSES, ANALYSES } from "./measure/analyses/registry.ts";
import { UnsupportedError, UsageError } from "./model/errors.ts";
import { quote } from "./model/escape.ts";
import type { AnalysisStatus } from "./model/report.ts";
import type { TensorNode } from "./model/tensor.ts";
import { tensorsByName } from "./model/tensors_by_name.ts";
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

/** Begins the analyses of a comparison. */
export async function beginAnalyses(ids: readonly string[]): Promise<AnalysisRun> {
  return new AnalysisRun(await loadAnalyses(ids));
}

/** Ends the analyses of a comparison whose tensors were measured. */
export async function finishAnalyses(
  run: AnalysisRun,
  { tasks, changes }: Pick<ComparedTensors, "tasks" | "changes">,
  old: Side,
  fresh: Side,
  options: Watched<CompareOptions>,
): Promise<readonly AnalysisStatus[]> {
  const { third, limits, watch } = options;
  const files = { old: old.path, new: fresh.path, ...(third ? { third: third.path } : {}) };
  const context: AnalysisContext = { limits, files, pulse: () => watch?.advance(0) };
  if (!third) return await run.finish({ tasks, changes }, context);
  return await withThird(third, options, (tensors) => {
    return run.finish({ tasks, changes, third: namedAs(fresh, tensors) }, context);
  });
}

/** Lets a third file be read as long as `use` takes. */
async function withThird<T>(
  third: OpenInput,
  { registry, limits }: CompareOptions,
  use: (tensors: ReadonlyMap<string, TensorNode>) => Promise<T>,
): Promise<T> {
  const format = await detectFormat(third.source, third.path, registry, limits);
  if (format === null) throw new UnsupportedError("no plugin reads this format", { file: third.path });
  await using loaded = await loadArtefact(third, format, limits);
  const { leaves, stateDict } = await sideOf(third, loaded, limits);
  return await use(tensorsByName(leaves, stateDict));
}

/** The tensors of a state dict under the paths that they would have in a side's file. */
function namedAs({ stateDict }: Side, tensors: ReadonlyMap<string, TensorNode>): ReadonlyMap<string, TensorNode> {
  if (stateDict.length === 0) return tensors;
  const prefix = dottedName(stateDict);
  return new Map(Array.from(tensors, ([name, tensor]) => [`${prefix}.${name}`, tensor]));
}
