import type { Figure, PairMeasures, Real, Unmeasured } from "./measures.ts";

/** How the weights of both sides are quantized, and what that cost where one side has the floating-point weights. */
export interface QuantizationReport {
  readonly old: SideQuantization;
  readonly new: SideQuantization;
  /** Over `compared`; `null` where it is empty or no layer has a ratio. */
  readonly sqnr: SqnrSummary | null;
  /** Layers that are quantized on one side and floating-point on the other, the lowest ratio first. */
  readonly compared: readonly ComparedLayer[];
  /** Quantized layers that were not compared, by reason. */
  readonly not_compared: readonly NotCompared[];
  /** Floating-point parameters of two or more dimensions whose values lie on a grid. */
  readonly grids: readonly GridFacts[];
}

/** Values of a floating-point tensor that are all whole steps apart: fake quantization, or dequantized weights (INFERRED). */
export interface GridFacts {
  readonly path: string;
  readonly side: "old" | "new";
  /** One grid for the tensor, or one for each index of its first axis that has three different values. */
  readonly per: "tensor" | "channel";
  readonly grids: number;
  /** Different values; of several grids, the most. */
  readonly levels: number;
  /** ceil(log2(range / step + 1)); of several grids, the most. */
  readonly bits: number;
  readonly step_min: Real;
  readonly step_max: Real;
}

/** What is quantized on one side. */
export interface SideQuantization {
  /**
   * 8 * bytes / elements over the model's parameters. Bytes are those of all
   * tensors that make up a weight, its scales and zero points included; elements
   * are those of the weights they stand for. `null` where there are none, or how many is not known.
   */
  readonly bits_per_parameter: number | null;
  readonly schemes: readonly SchemeFacts[];
}

/** The layers of a side that are quantized by one scheme. */
export interface SchemeFacts {
  readonly scheme: string;
  /** The scheme's name for people. */
  readonly title: string;
  /** `stored`: the file says so. `inferred`: from names, types and shapes of tensors. */
  readonly basis: "stored" | "inferred";
  /** The first layer's tensors, with their types and shapes. */
  readonly evidence: string;
  readonly layers: number;
  /** Elements of the weights; `null` where the tensors do not tell how many. */
  readonly elements: number | null;
  /** Bits of one quantized element: all values that occur, ascending. */
  readonly bits: readonly number[];
  /** Elements that share a scale (elements / scales): all values that occur, ascending. */
  readonly group_sizes: readonly number[];
  /** 8 * bytes / elements of these layers; scales that are no tensors of their own do not count. */
  readonly bits_per_parameter: number | null;
  /** `null` where no scale could be read. */
  readonly scales: SchemeScales | null;
  /** Whether all zero points stand at the centre of the integers' range; `null` where that is not known. */
  readonly symmetric: boolean | null;
  /** How codes are used, of all layers with as many codes together: an entry for each number of them, ascending. */
  readonly levels: readonly LevelUse[];
}

/** How the codes of quantized elements are used. */
export interface LevelUse {
  /** Codes that there are: 2^bits, those of NaN and infinity included. */
  readonly levels: number;
  /** Codes that occur. */
  readonly used: number;
  /** - sum p log2 p over the codes: at most `log2(levels)`. */
  readonly entropy_bits: Real;
  /** Share of elements at the smallest value of the type's range: saturated, if it is large. */
  readonly at_lowest: Real;
  /** At the largest. */
  readonly at_highest: Real;
}

/** The scales of all layers of a scheme. */
export interface SchemeScales {
  readonly count: number;
  readonly min: Figure | null;
  readonly max: Figure | null;
  /** The median of the layers' medians, of an even number the lower one; each within half a bin of 2^-7 where binned. */
  readonly layer_median: Real | null;
}

/** Signal to quantization noise over layers, in decibels. */
export interface SqnrSummary {
  readonly layers: number;
  readonly min_db: Real;
  /** Of an even number, the mean of the two in the middle. */
  readonly median_db: Real;
}

/** A layer whose dequantized weight was compared with the floating-point one. */
export interface ComparedLayer {
  /** The weight's name on the floating-point side. */
  readonly path: string;
  readonly scheme: string;
  /** The side that is quantized. */
  readonly quantized: "old" | "new";
  /** 20 log10(norm of the floating-point weight / norm of the difference); infinite where they are equal. */
  readonly sqnr_db: Real | null;
  /** d = dequantized - floating-point. */
  readonly measures: PairMeasures;
  readonly errors: LayerErrors;
  /** `null` where codes do not fill whole bytes. */
  readonly levels: LevelUse | null;
  /** What the figures rest on beside the file, where the tensors do not tell. */
  readonly assumed?: string;
}

/** The errors of one layer: d = dequantized - floating-point, s = the distance of neighbouring levels. */
export interface LayerErrors {
  /** sum d^2 / n. */
  readonly mse: Real | null;
  /** sum d^2 / sum of squares of the floating-point weight (llama.cpp's `quantize-stats`). */
  readonly nmse: Real | null;
  /** The smallest size of an error that at least half of the errors do not exceed (NumPy's `inverted_cdf`). */
  readonly median_abs: Real | null;
  /** That at least 95 % do not exceed. */
  readonly p95_abs: Real | null;
  /** How far these two may be off, as a share of their size: 0, or half a bin of 2^-7 where errors were binned. */
  readonly quantile_error: Real | null;
  /** By index of the floating-point weight's first axis. */
  readonly channels: ChannelRatios | null;
  /** Share of errors with abs(d) <= s / 2 + 1 ulp, the ulp that of the larger value as float32: rounded to the nearest level. */
  readonly faithful_fraction: Real | null;
  /** The others: clipped at the ends of the range, or moved further on purpose, as GPTQ does. */
  readonly clipped_fraction: Real | null;
  /** 10 log10(sum of squares of the floating-point weight / sum of s^2 / 12): the ratio if errors were uniform (Bennett 1948). */
  readonly uniform_sqnr_db: Real | null;
  /** The measured ratio less that one. */
  readonly uniform_gap_db: Real | null;
  /** Why figures are `null`, by name. */
  readonly unmeasured: Unmeasured;
}

/** Signal to quantization noise by channel, in decibels; infinite where nothing is lost. */
export interface ChannelRatios {
  /** Channels with a ratio. */
  readonly count: number;
  /** Channels whose floating-point weights are all zero, or not finite: they have no ratio. */
  readonly without_ratio: number;
  readonly min_db: Real | null;
  /** Of an even number, the mean of the two in the middle. */
  readonly median_db: Real | null;
  /** The five lowest, the lowest first. */
  readonly worst: readonly ChannelRatio[];
}

/** One channel's ratio. */
export interface ChannelRatio {
  readonly channel: number;
  readonly sqnr_db: Real;
}

/** Layers that could not be compared for one reason. */
export interface NotCompared {
  readonly quantized: "old" | "new";
  readonly reason: string;
  readonly layers: number;
  /** The first of them. */
  readonly example: string;
}
