import type { Figure, Real, TensorStats } from "../model/measures.ts";
import type { SchemeScales } from "../model/quantization_report.ts";
import type { LayerParts, QuantizedLayer, Unpacking } from "../model/quantized_layer.ts";
import type { TensorNode } from "../model/tensor.ts";
import { findScheme } from "./schemes.ts";

/** What was measured of a layer's scales and zero points; `null` where they are no tensors, or could not be read. */
export interface MeasuredParts {
  readonly scales: TensorStats | null;
  readonly zeros: TensorStats | null;
}

/** The scales of one layer. */
export interface LayerScales {
  readonly count: number;
  readonly min: Figure | null;
  readonly max: Figure | null;
  readonly median: Real | null;
}

/** The scales of a layer: from its own list, or from what was measured. */
export function layerScales({ parts, unpacking }: QuantizedLayer, { scales }: MeasuredParts): LayerScales | null {
  const listed = parts.packed.quantization?.scales;
  if (listed) return { count: listed.length, ...extremes(listed), median: lowerMedian(listed) };
  if (!scales) return null;
  const { elements, min, max, distribution } = scales;
  const valueOf = scaleReading(parts, unpacking);
  if (valueOf === null) return { count: elements, min: null, max: null, median: null };
  const { quantiles } = distribution ?? {};
  const [least, most, median] = [min, max, quantiles?.p50 ?? null].map((figure) =>
    figure === null ? null : valueOf(figure)
  );
  return { count: elements, min: least!, max: most!, median: median === null ? null : Number(median) };
}

/** What a stored scale stands for; `null` where that takes another tensor. */
function scaleReading(
  { scales, global, nested_scales }: LayerParts,
  unpacking: Unpacking,
): ((stored: Figure) => Figure) | null {
  if (global || nested_scales) return null;
  const isExponent = unpacking.kind === "nibbles" && unpacking.layout === "mxfp4" && scales?.dtype.kind === "uint";
  return isExponent ? (stored) => Number(stored) === 255 ? NaN : 2 ** (Number(stored) - 127) : (stored) => stored;
}

/** The scales of several layers together. */
export function joinScales(layers: readonly LayerScales[]): SchemeScales | null {
  if (layers.length === 0) return null;
  const known = <T>(values: readonly (T | null)[]) => values.filter((value): value is T => value !== null);
  const ends = known(layers.flatMap(({ min, max }) => [min, max])).map(Number);
  return {
    count: layers.reduce((sum, { count }) => sum + count, 0),
    ...extremes(ends),
    layer_median: lowerMedian(known(layers.map(({ median }) => median))),
  };
}

// Not Math.min(...): there may be 100,000 channels.
function extremes(values: readonly number[]): { readonly min: number | null; readonly max: number | null } {
  if (values.length === 0) return { min: null, max: null };
  return {
    min: values.reduce((least, value) => Math.min(least, value)),
    max: values.reduce((most, value) => Math.max(most, value)),
  };
}

/**
 * The median, of an even number of values the lower of the two in the middle
 * (NumPy's `inverted_cdf`); `null` of none.
 *
 * @example
 * ```ts
 * import { lowerMedian } from "./scale_facts.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([lowerMedian([3, 1, 2]), lowerMedian([4, 1, 3, 2]), lowerMedian([])], [2, 2, null]);
 * ```
 */
export function lowerMedian(values: readonly number[]): number | null {
  return Float64Array.from(values).sort()[Math.ceil(values.length / 2) - 1] ?? null;
}

/** Whether all zero points of a layer stand at the centre of the integers' range; `null` where that is not known. */
export function isSymmetric(layer: QuantizedLayer, { zeros }: MeasuredParts): boolean | null {
  const { parts, bits } = layer, { packed } = parts;
  if (packed.quantization) {
    const centre = centreOf(packed);
    return packed.quantization.zeroPoints.every((zero) => zero === centre);
  }
  const storage = findScheme(layer.scheme)?.zeros ?? "unknown";
  if (storage === "unknown") return null;
  if (storage === "none" || !parts.zeros) return true;
  if (storage === "integers") return zeros && zeros.min === 0 && zeros.max === 0;
  if (!zeros || bits === null || 32 % bits !== 0) return null;
  const centre = 2 ** (bits - 1), centres = layer.scheme === "gptq" ? [centre - 1, centre] : [centre];
  return centres.some((value) => isConstant(zeros, repeatedWord(value, bits)));
}

/**
 * What GPTQ zero points are stored less by: 1 in the format's first version,
 * which is what is written by default, 0 in the second. The tensors do not name
 * the version, but a constant in the middle of the range is the second's
 * symmetric form: in the first it would stand beside the middle.
 */
export function gptqZeroOffset({ bits }: QuantizedLayer, { zeros }: MeasuredParts): 0 | 1 {
  return bits !== null && zeros && isConstant(zeros, repeatedWord(2 ** (bits - 1), bits)) ? 0 : 1;
}

/** What dequantizing a layer takes for granted: `null` where its tensors tell all. */
export function assumptionOf(layer: QuantizedLayer, measured: MeasuredParts): string | null {
  if (layer.scheme !== "gptq" || isSymmetric(layer, measured)) return null;
  return "zero points are stored less one, as in the first version of GPTQ";
}

function isConstant({ min, max }: TensorStats, value: number): boolean {
  return min === value && max === value;
}

function centreOf({ dtype }: TensorNode): number {
  return dtype.kind === "uint" ? 2 ** (dtype.bits - 1) : 0;
}

/**
 * The int32 word that holds a value of so many bits as often as it has room for.
 *
 * @example
 * ```ts
 * import { repeatedWord } from "./scale_facts.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([repeatedWord(7, 4), repeatedWord(8, 4)], [0x77777777, -0x77777778]);
 * ```
 */
export function repeatedWord(value: number, bits: number): number {
  let word = 0;
  for (let shift = 0; shift + bits <= 32; shift += bits) word |= value << shift;
  return word;
}
