import type { QuantizedLayer } from "../../model/quantized_layer.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";
import { readNumbers } from "../read_numbers.ts";
import { E2M1 } from "./nibble_layouts.ts";

/** How often each code occurs, and those at the ends of the range of values. */
export interface CodeCounts {
  /** By code as an unsigned integer. */
  readonly counts: Float64Array;
  readonly atLowest: number;
  readonly atHighest: number;
}

/**
 * Counts the codes of a layer, in one read of its packed tensor; `null` where
 * codes do not fill bytes, so that it is not known which bits are padding,
 * or where not every code has a value.
 */
export async function countCodes(layer: QuantizedLayer, blockBytes: number, file: string): Promise<CodeCounts | null> {
  const { parts: { packed }, bits, elements } = layer;
  if (packed.data === null || bits === null || bits > 8 || 8 % bits !== 0) return null;
  if (elements === null || elementCount(packed.shape) * packed.dtype.bits !== elements * bits) return null;
  const counts = new Float64Array(2 ** bits), bytes = new Float64Array(256), mask = counts.length - 1;
  for await (const block of packed.data.blocks(blockBytes)) for (const byte of block) bytes[byte]!++;
  for (let byte = 0; byte < 256; byte++) {
    for (let shift = 0; shift < 8; shift += bits) counts[byte >> shift & mask]! += bytes[byte]!;
  }
  const values = await readLevels(layer, counts.length, file);
  if (values.length !== counts.length) return null;
  const { lowest, highest } = endsOf(values);
  return { counts, atLowest: counts[lowest]!, atHighest: counts[highest]! };
}

/** Those of layers that have as many codes together. */
export function sumCodes(left: CodeCounts, right: CodeCounts): CodeCounts {
  return {
    counts: left.counts.map((count, code) => count + right.counts[code]!),
    atLowest: left.atLowest + right.atLowest,
    atHighest: left.atHighest + right.atHighest,
  };
}

/** What each code stands for, but for scale and zero point. */
async function readLevels(
  { unpacking, parts: { packed, codes } }: QuantizedLayer,
  count: number,
  file: string,
): Promise<ArrayLike<number>> {
  if (codes && elementCount(codes.shape) === count) return await readNumbers(codes, "codes", file);
  if (unpacking.kind === "nibbles") return E2M1;
  if (unpacking.kind === "scaled" || unpacking.kind === "stored") return byteValues(packed);
  return Float64Array.from({ length: count }, (_, code) => code);
}

function byteValues({ dtype }: TensorNode): Float64Array {
  const values = new Float64Array(256), codes = Uint8Array.from(values.keys());
  lanesOf({ dtype, shape: [256] })!.read(codes, 0, 256, values);
  return values;
}

/** The codes of the smallest and of the largest value. */
function endsOf(levels: ArrayLike<number>): { readonly lowest: number; readonly highest: number } {
  let lowest = 0, highest = 0;
  for (let code = 1; code < levels.length; code++) {
    if (!Number.isFinite(levels[code])) continue; // float8 has codes for NaN and infinity.
    if (levels[code]! < levels[lowest]!) lowest = code;
    if (levels[code]! > levels[highest]!) highest = code;
  }
  return { lowest, highest };
}
