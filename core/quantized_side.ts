/**
 * What a side's own tensors tell of its quantization.
 *
 * @module
 */
import type { CompareOptions, Watched } from "./compare_options.ts";
import { type CodeCounts, countCodes, sumCodes } from "./measure/dequantize/count_codes.ts";
import { findGrid, type FoundGrid } from "./measure/dequantize/find_grid.ts";
import { levelUse } from "./measure/dequantize/level_use.ts";
import { measureTensors } from "./measure/measure_tensors.ts";
import { placeText } from "./model/errors.ts";
import { isTensorLeaf } from "./model/leaf.ts";
import type { TensorStats } from "./model/measures.ts";
import { type Problem, problemOf } from "./model/problem.ts";
import type { LevelUse } from "./model/quantization_report.ts";
import type { PartName, QuantizedLayer } from "./model/quantized_layer.ts";
import type { TensorNode } from "./model/tensor.ts";
import { tensorRole } from "./model/tensor_role.ts";
import { dottedName } from "./model/tree_path.ts";
import { tensorsByName } from "./model/tensors_by_name.ts";
import { findLayers } from "./quantization/find_layers.ts";
import type { MeasuredParts } from "./quantization/scale_facts.ts";
import type { Side } from "./side.ts";

/** A side with its quantized layers and what was measured of them, an entry a layer. */
export interface QuantizedSide {
  readonly side: Side;
  readonly tensors: ReadonlyMap<string, TensorNode>;
  readonly layers: readonly QuantizedLayer[];
  readonly measured: readonly MeasuredParts[];
  readonly levels: readonly (LevelUse | null)[];
  /** Of all layers of a scheme, an entry for each number of codes. */
  readonly levelsOf: (scheme: string) => readonly LevelUse[];
  /** Grids that floating-point values lie on, by names within the state dict. */
  readonly grids: readonly { readonly path: string; readonly grid: FoundGrid }[];
  readonly problems: readonly Problem[];
}

type Options = Watched<CompareOptions>;

/** Finds the quantized layers of a side, and measures their scales, their zero points and the use of their codes. */
export async function quantizedSide(side: Side, options: Options): Promise<QuantizedSide> {
  const tensors = tensorsByName(side.leaves, side.stateDict), layers = await findLayers(tensors);
  const parts = layers.flatMap((layer) => [partTask(layer, "scales"), partTask(layer, "zeros")]);
  const present = parts.filter((part) => part !== null);
  const { results, problems } = await measureTensors(present, {
    ...measureOptions(options),
    file: side.path,
    distributions: true,
  });
  const stats = new Map<object, TensorStats | null>();
  for (const [index, part] of present.entries()) stats.set(part, results.at(index)?.new ?? null);
  const statsOf = (index: number) => parts[index] ? stats.get(parts[index]) ?? null : null;
  const measured = layers.map((_, index) => ({ scales: statsOf(2 * index), zeros: statsOf(2 * index + 1) }));
  const { levels, levelsOf, problems: unread } = await useOfLevels(layers, side.path, options);
  const partNames = new Set(layers.flatMap((layer) => layer.partNames));
  const { grids, problems: unseen } = await findGrids(side, partNames, options);
  return { side, tensors, layers, measured, levels, levelsOf, grids, problems: [...problems, ...unread, ...unseen] };
}

/** Looks for grids of values in the parameters that make up no quantized layer. */
async function findGrids({ leaves, stateDict, path: file }: Side, parts: ReadonlySet<string>, { watch }: Options) {
  const grids: { readonly path: string; readonly grid: FoundGrid }[] = [], problems: Problem[] = [];
  for (const leaf of leaves) {
    if (!isTensorLeaf(leaf) || tensorRole(leaf, stateDict) !== "parameter") continue;
    const path = dottedName(leaf.keys.slice(stateDict.length));
    if (parts.has(path)) continue;
    try {
      watch?.throwIfAborted();
      const grid = await findGrid(leaf.node);
      if (grid) grids.push({ path, grid });
    } catch (error) {
      problems.push(readProblem(error, file, path, watch));
    }
  }
  return { grids, problems };
}

/** What could not be read; anything else that went wrong is thrown on. */
function readProblem(error: unknown, file: string, path: string, watch: Options["watch"]): Problem {
  watch?.throwIfAborted();
  const problem = problemOf(error, file);
  if (!problem) throw error;
  return { ...problem, place: problem.place ?? placeText({ path }) };
}

/** Counts the codes of each layer, and those of a scheme together. */
async function useOfLevels(layers: readonly QuantizedLayer[], file: string, { limits, watch }: Options) {
  const levels: (LevelUse | null)[] = [],
    problems: Problem[] = [],
    schemes = new Map<string, Map<number, CodeCounts>>();
  for (const layer of layers) {
    try {
      const counted = await countCodes(layer, limits.blockBytes, file);
      levels.push(counted && levelUse(counted));
      if (!counted) continue;
      const { length } = counted.counts, { scheme } = layer, sums = schemes.get(scheme) ?? new Map();
      const known = sums.get(length);
      schemes.set(scheme, sums.set(length, known ? sumCodes(known, counted) : counted));
    } catch (error) {
      problems.push(readProblem(error, file, layer.name, watch));
      levels.push(null);
    }
  }
  const levelsOf = (scheme: string) => {
    const sums = [...schemes.get(scheme)?.values() ?? []].sort((a, b) => a.counts.length - b.counts.length);
    return sums.map(levelUse).filter((use) => use !== null);
  };
  return { levels, levelsOf, problems };
}

function partTask({ name, parts }: QuantizedLayer, part: PartName) {
  const node = parts[part];
  return node ? { path: name, old: null, new: node } : null;
}

/** How tensors are read. */
export function measureOptions({ limits: { blockBytes }, jobs = 1, watch }: Options) {
  return { blockBytes, jobs, ...(watch ? { watch } : {}) };
}
