/**
 * How the weights of both sides are quantized, and what that cost where one
 * side has the floating-point weights.
 *
 * @module
 */
import type { CompareOptions, Watched } from "./compare_options.ts";
import { dequantizeLayer } from "./measure/dequantize/dequantize_layer.ts";
import { measureTensors } from "./measure/measure_tensors.ts";
import type { PairMeasures, TensorStats } from "./model/measures.ts";
import type { Problem } from "./model/problem.ts";
import type { ComparedLayer, QuantizationReport } from "./model/quantization_report.ts";
import type { PartName, QuantizedLayer } from "./model/quantized_layer.ts";
import type { TensorNode } from "./model/tensor.ts";
import { tensorsByName } from "./model/tensors_by_name.ts";
import { describeSide } from "./quantization/describe_side.ts";
import { findLayers } from "./quantization/find_layers.ts";
import { pairLayers } from "./quantization/pair_layers.ts";
import { assumptionOf, gptqZeroOffset, type MeasuredParts } from "./quantization/scale_facts.ts";
import { countReasons, type LoneLayer, summarizeSqnr, worstFirst } from "./quantization/summarize_layers.ts";
import type { Side } from "./side.ts";

/** What the analysis found, and what could not be read. */
export interface AnalysedQuantization {
  readonly quantization: QuantizationReport;
  readonly problems: readonly Problem[];
}

/** A side with its quantized layers and what was measured of their scales. */
interface QuantizedSide {
  readonly side: Side;
  readonly tensors: ReadonlyMap<string, TensorNode>;
  readonly layers: readonly QuantizedLayer[];
  readonly measured: readonly MeasuredParts[];
  readonly problems: readonly Problem[];
}

/** A layer to compare: its weight first, then what stands for it. */
interface LayerTask {
  readonly path: string;
  readonly scheme: string;
  readonly quantized: "old" | "new";
  readonly old: TensorNode;
  readonly new: TensorNode;
  readonly isTransposed: boolean;
  readonly assumed: string | null;
}

type Options = Watched<CompareOptions>;

/**
 * Describes the quantization of both sides and compares dequantized weights
 * with their floating-point partners: a second read of those, and of the
 * packed tensors a first one as what they stand for.
 */
export async function analyseQuantization(old: Side, fresh: Side, options: Options): Promise<AnalysedQuantization> {
  const sides = { old: await quantizedSide(old, options), new: await quantizedSide(fresh, options) };
  const tasks: LayerTask[] = [], alone: LoneLayer[] = [];
  planSide("old", sides.old, sides.new, options, tasks, alone);
  planSide("new", sides.new, sides.old, options, tasks, alone);
  const { results, problems } = await measureTensors(tasks, { ...measureOptions(options), file: fresh.path });
  const compared: ComparedLayer[] = [];
  for (const [index, task] of tasks.entries()) {
    const pair = results.at(index);
    if (pair?.measures) compared.push(comparedLayer(task, pair.measures));
    else {
      const reason = pair?.unmeasured.changed_elements ?? "its tensors could not be read";
      alone.push({ quantized: task.quantized, name: task.path, reason });
    }
  }
  const describe = ({ side, layers, measured }: QuantizedSide) =>
    describeSide(side.leaves, side.stateDict, layers, measured);
  return {
    quantization: {
      old: describe(sides.old),
      new: describe(sides.new),
      sqnr: summarizeSqnr(compared),
      compared: worstFirst(compared),
      not_compared: countReasons(alone),
    },
    problems: [sides.old.problems, sides.new.problems, problems].flat(),
  };
}

async function quantizedSide(side: Side, options: Options): Promise<QuantizedSide> {
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
  return { side, tensors, layers, measured, problems };
}

function partTask({ name, parts }: QuantizedLayer, part: PartName) {
  const node = parts[part];
  return node ? { path: name, old: null, new: node } : null;
}

function measureOptions({ limits: { blockBytes }, jobs = 1, watch }: Options) {
  return { blockBytes, jobs, ...(watch ? { watch } : {}) };
}

/** Adds the layers of a side that can be compared to the tasks, the others with their reasons to those alone. */
function planSide(
  quantized: "old" | "new",
  { side, layers, measured }: QuantizedSide,
  { tensors }: QuantizedSide,
  { limits }: Options,
  tasks: LayerTask[],
  alone: LoneLayer[],
): void {
  const paired = pairLayers(layers, tensors);
  for (const { layer, reason } of paired.alone) alone.push({ quantized, name: layer.name, reason });
  for (const { layer, index, weight } of paired.pairs) {
    const { name, scheme } = layer;
    const pair = dequantizeLayer(layer, weight, {
      mostScales: limits.scales,
      zeroOffset: gptqZeroOffset(layer, measured[index]!),
      file: side.path,
    });
    if (typeof pair === "string") alone.push({ quantized, name, reason: pair });
    else {
      const { isTransposed, weight: float, dequantized } = pair;
      const assumed = assumptionOf(layer, measured[index]!);
      tasks.push({ path: name, scheme, quantized, old: float, new: dequantized, isTransposed, assumed });
    }
  }
}

function comparedLayer(
  { path, scheme, quantized, isTransposed, assumed }: LayerTask,
  measures: PairMeasures,
): ComparedLayer {
  const { max_abs_index } = measures;
  return {
    path,
    scheme,
    quantized,
    sqnr_db: measures.snr_db,
    measures: isTransposed ? { ...measures, max_abs_index: max_abs_index && turnedIndex(max_abs_index) } : measures,
    ...assumed === null ? {} : { assumed },
  };
}

/** An index whose last two axes have changed places. */
function turnedIndex(index: readonly number[]): readonly number[] {
  return [...index.slice(0, -2), ...index.slice(-2).reverse()];
}
