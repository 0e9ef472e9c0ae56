import type { TensorNode } from "../../../model/tensor.ts";
import { elementCount } from "../../../model/tensor.ts";
import type { AnalysisContext, ModelTensor, NumberPair } from "../analysis.ts";
import { type FloatGrid, floatGrid } from "../float_grid.ts";
import type { LeftOut } from "../left_out.ts";
import { numberPair } from "../number_pair.ts";
import { lanesOf } from "../../lanes.ts";
import { readChunks } from "../../paired_blocks.ts";
import { laneBuffer } from "../../side_pass.ts";
import { orientation, weightFinder } from "./adapted_weights.ts";
import { type AdapterModule, adapterModules } from "./adapter_modules.ts";
import { LowRankElements, readAlpha, readLowRank, reasonAgainstFactors, transposed } from "./low_rank.ts";
import type { MergedElements } from "./merge_replay.ts";

/** A weight of both models, and the module of an adapter that goes to it. */
export interface AdaptedPair {
  readonly pair: NumberPair;
  readonly module: AdapterModule;
  readonly isTransposed: boolean;
  /** Of new's type. */
  readonly grid: FloatGrid;
}

/** The weights that the adapter in a third file goes to; the modules that go to none are told of in `left`. */
export function adaptedPairs(
  tensors: readonly ModelTensor[],
  third: ReadonlyMap<string, TensorNode>,
  left: LeftOut,
): readonly AdaptedPair[] {
  const find = weightFinder(tensors), byWeight = new Map<string, AdaptedPair[]>();
  for (const module of adapterModules(third)) {
    const adapted = adaptedPair(module, find(module));
    if (typeof adapted === "string") left.add(adapted);
    else byWeight.set(adapted.pair.path, [...byWeight.get(adapted.pair.path) ?? [], adapted]);
  }
  return [...byWeight.values()].flatMap((adapted) => {
    if (adapted.length === 1) return adapted;
    left.add("several adapters go to one weight", adapted.length);
    return [];
  });
}

/** A module with its weight, or why it has none that can be told about. */
function adaptedPair(module: AdapterModule, weight: ModelTensor | string): AdaptedPair | string {
  if (typeof weight === "string") return weight;
  if (module.kind === "DoRA") return "it is DoRA, which scales the weight as well";
  const reason = reasonAgainstFactors(module), pair = numberPair(weight);
  if (reason !== null) return reason;
  if (!pair || pair.old.dtype.kind !== "float") return "old and new have no weight of numbers and of one shape there";
  const lie = orientation(module, pair.old), grid = floatGrid(pair.new.dtype);
  if (lie === null) return "the shape of B A is not that of the weight";
  if (!grid) return `how ${pair.new.dtype.name} is rounded is not known`;
  return { pair, module, isTransposed: lie === "transposed", grid };
}

/** Floating-point operations of one look at a pair with its product, about. */
export function lookOperations({ pair, module }: AdaptedPair): number {
  return elementCount(pair.old.shape) * (2 * module.rank + 20);
}

/**
 * The elements of old and new beside those of B A (times alpha / rank, where the adapter's file has alpha), chunk by
 * chunk; valid until the next.
 */
export async function* adaptedElements(
  { pair, module, isTransposed }: AdaptedPair,
  { files, limits, pulse }: AnalysisContext,
): AsyncGenerator<MergedElements> {
  const third = files.third ?? "", alpha = await readAlpha(module, third);
  const product = await readLowRank(module, third), factor = alpha === undefined ? 1 : alpha / module.rank;
  const elements = new LowRankElements(isTransposed ? transposed(product) : product);
  const sides = [pair.old, pair.new], { shape } = pair.old;
  const [old, fresh] = sides.map((tensor) => ({ lanes: lanesOf(tensor)!, values: laneBuffer(shape, 1) }));
  const products = laneBuffer(shape, 1);
  for await (const chunks of readChunks(sides, elementCount(shape), limits.blockBytes)) {
    for (const { first, count, bytes } of chunks) {
      old!.lanes.read(bytes[0]!, first, count, old!.values);
      fresh!.lanes.read(bytes[1]!, first, count, fresh!.values);
      elements.read(first, count, factor, products);
      yield { old: old!.values, new: fresh!.values, product: products, count };
      await pulse();
    }
  }
}
