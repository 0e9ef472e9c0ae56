/**
 * How the weights of both sides are quantized, and what that cost where one
 * side has the floating-point weights.
 *
 * @module
 */
import type { CompareOptions, Watched } from "./compare_options.ts";
import { type DequantizedPair, dequantizeLayer } from "./measure/dequantize/dequantize_layer.ts";
import { LayerObserver } from "./measure/dequantize/layer_observer.ts";
import { CodeBooks } from "./measure/distribution/code_books.ts";
import { measureTensors } from "./measure/measure_tensors.ts";
import type { PairMeasures } from "./model/measures.ts";
import type { Problem } from "./model/problem.ts";
import type {
  ComparedLayer,
  GridFacts,
  LayerErrors,
  LevelUse,
  QuantizationReport,
} from "./model/quantization_report.ts";
import type { TensorNode } from "./model/tensor.ts";
import { describeSide } from "./quantization/describe_side.ts";
import { pairLayers } from "./quantization/pair_layers.ts";
import { assumptionOf, gptqZeroOffset } from "./quantization/scale_facts.ts";
import { countReasons, type LoneLayer, summarizeSqnr, worstFirst } from "./quantization/summarize_layers.ts";
import { measureOptions, type QuantizedSide, quantizedSide } from "./quantized_side.ts";
import type { Side } from "./side.ts";

/** What the analysis found, and what could not be read. */
export interface AnalysedQuantization {
  readonly quantization: QuantizationReport;
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
  readonly readSteps: DequantizedPair["readSteps"];
  readonly levels: LevelUse | null;
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
  const books = new CodeBooks(), observers = new Map<object, LayerObserver>();
  const { results, problems } = await measureTensors(tasks, {
    ...measureOptions(options),
    file: fresh.path,
    observerOf: async (sides) => {
      const observer = await observeLayer(sides as LayerTask, books);
      observers.set(sides, observer);
      return observer;
    },
  });
  const compared: ComparedLayer[] = [];
  for (const [index, task] of tasks.entries()) {
    const pair = results.at(index), errors = observers.get(task)?.errors;
    if (pair?.measures && errors) compared.push(comparedLayer(task, pair.measures, errors));
    else {
      const reason = pair?.unmeasured.changed_elements ?? "its tensors could not be read";
      alone.push({ quantized: task.quantized, name: task.path, reason });
    }
  }
  const describe = ({ side, layers, measured, levelsOf }: QuantizedSide) =>
    describeSide(side.leaves, side.stateDict, layers, measured, levelsOf);
  return {
    quantization: {
      old: describe(sides.old),
      new: describe(sides.new),
      sqnr: summarizeSqnr(compared),
      compared: worstFirst(compared),
      not_compared: countReasons(alone),
      grids: [gridsOf("old", sides.old), gridsOf("new", sides.new)].flat(),
    },
    problems: [sides.old.problems, sides.new.problems, problems].flat(),
  };
}

function gridsOf(side: "old" | "new", { grids }: QuantizedSide): GridFacts[] {
  return grids.map(({ path, grid }) => ({ path, side, ...grid }));
}

/** Adds the layers of a side that can be compared to the tasks, the others with their reasons to those alone. */
function planSide(
  quantized: "old" | "new",
  { side, layers, measured, levels }: QuantizedSide,
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
      const { isTransposed, readSteps, weight: float, dequantized } = pair;
      const assumed = assumptionOf(layer, measured[index]!);
      const sides = { old: float, new: dequantized, isTransposed, readSteps };
      tasks.push({ path: name, scheme, quantized, ...sides, levels: levels[index]!, assumed });
    }
  }
}

function comparedLayer(
  { path, scheme, quantized, isTransposed, levels, assumed }: LayerTask,
  measures: PairMeasures,
  errors: LayerErrors,
): ComparedLayer {
  const { max_abs_index } = measures;
  return {
    path,
    scheme,
    quantized,
    sqnr_db: measures.snr_db,
    measures: isTransposed ? { ...measures, max_abs_index: max_abs_index && turnedIndex(max_abs_index) } : measures,
    errors,
    levels,
    ...assumed === null ? {} : { assumed },
  };
}

/** Reads what an observer has to know of a layer before it is compared. */
async function observeLayer(task: LayerTask, books: CodeBooks): Promise<LayerObserver> {
  const { old: weight, new: dequantized, isTransposed, readSteps } = task;
  const stepAt = readSteps && await readSteps();
  return new LayerObserver({ weight, dequantized, isTransposed, stepAt }, books);
}

/** An index whose last two axes have changed places. */
function turnedIndex(index: readonly number[]): readonly number[] {
  return [...index.slice(0, -2), ...index.slice(-2).reverse()];
}
