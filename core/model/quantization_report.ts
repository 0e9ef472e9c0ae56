import type { Figure, PairMeasures, Real } from "./measures.ts";

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
  /** What the figures rest on beside the file, where the tensors do not tell. */
  readonly assumed?: string;
}

/** Layers that could not be compared for one reason. */
export interface NotCompared {
  readonly quantized: "old" | "new";
  readonly reason: string;
  readonly layers: number;
  /** The first of them. */
  readonly example: string;
}
