import type { DType } from "../model/dtype.ts";
import { EXTENDED_BYTES, EXTENDED_STRIDE } from "./extended.ts";
import { readCode } from "./lane_readers.ts";

/** Both sides of a chunk, decoded. */
export interface LanePair {
  readonly old: Float64Array;
  readonly new: Float64Array;
  readonly perElement: 1 | 2;
}

/** How many elements differ as bit patterns, and which of those are the same number all the same. */
export interface ChangeCounts {
  changed: number;
  signedZero: number;
  nanPayload: number;
}

/** Whether an element of a chunk differs between its sides. */
type Differs = (element: number) => boolean;

/**
 * Counts elements whose bit patterns differ between two chunks of the same
 * type. `lanes` (both sides decoded) tell a change of a zero's sign or a NaN's
 * payload from a change of value; absent for types that are not numbers.
 */
export function countChangedBits(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  dtype: DType,
  count: number,
  counts: ChangeCounts,
  lanes?: LanePair,
): void {
  const differs = bitComparison(oldBytes, newBytes, dtype);
  for (let i = 0; i < count; i++) {
    if (!differs(i)) continue;
    counts.changed++;
    if (lanes) classifyChange(lanes, i, counts);
  }
}

/** Counts elements whose decoded values differ; NaN equals NaN, +0 equals -0. `tails` are what the lanes lack. */
export function countChangedValues(lanes: LanePair, count: number, counts: ChangeCounts, tails?: LanePair): void {
  for (let i = 0; i < count; i++) {
    for (let lane = i * lanes.perElement; lane < (i + 1) * lanes.perElement; lane++) {
      const a = lanes.old[lane]!, b = lanes.new[lane]!;
      if (a !== a && b !== b) continue;
      if (a === b && (!tails || tails.old[lane] === tails.new[lane])) continue;
      counts.changed++;
      break;
    }
  }
}

function bitComparison(oldBytes: Uint8Array, newBytes: Uint8Array, { name, bits }: DType): Differs {
  if (bits % 8 !== 0) return comparesCodes(oldBytes, newBytes, bits);
  const width = bits / 8;
  if (name === "float128" || name === "complex256") return comparesExtended(oldBytes, newBytes, width);
  const words = wordsOf(width, oldBytes, newBytes);
  if (words === undefined) return (i) => !sameBytes(oldBytes, newBytes, i * width, width);
  const [old, fresh] = words;
  return (i) => old[i] !== fresh[i];
}

function comparesCodes(oldBytes: Uint8Array, newBytes: Uint8Array, bits: number): Differs {
  const [old, fresh] = [oldBytes, newBytes].map((bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  return (i) => readCode(old!, i, bits) !== readCode(fresh!, i, bits);
}

/** Padding bytes hold whatever was in memory: they are not compared. */
function comparesExtended(oldBytes: Uint8Array, newBytes: Uint8Array, width: number): Differs {
  return (i) => {
    for (let at = i * width; at < (i + 1) * width; at += EXTENDED_STRIDE) {
      if (!sameBytes(oldBytes, newBytes, at, EXTENDED_BYTES)) return true;
    }
    return false;
  };
}

function classifyChange({ old, new: fresh, perElement }: LanePair, element: number, counts: ChangeCounts): void {
  let zeros = false, nans = false;
  for (let lane = element * perElement; lane < (element + 1) * perElement; lane++) {
    const a = old[lane]!, b = fresh[lane]!;
    if (a !== a && b !== b) nans = true;
    else if (a !== b) return;
    else if (!Object.is(a, b)) zeros = true;
  }
  if (nans) counts.nanPayload++;
  else if (zeros) counts.signedZero++;
}

type Words = Uint8Array | Uint16Array | Uint32Array;

/** Both sides as machine words of `width` bytes, where width and alignment allow it. */
function wordsOf(width: number, oldBytes: Uint8Array, newBytes: Uint8Array): readonly [Words, Words] | undefined {
  if (width === 1) return [oldBytes, newBytes];
  const type = width === 2 ? Uint16Array : width === 4 ? Uint32Array : undefined;
  if (!type || oldBytes.byteOffset % width || newBytes.byteOffset % width) return undefined;
  const view = (bytes: Uint8Array) =>
    new type(bytes.buffer as ArrayBuffer, bytes.byteOffset, Math.floor(bytes.length / width));
  return [view(oldBytes), view(newBytes)];
}

function sameBytes(oldBytes: Uint8Array, newBytes: Uint8Array, offset: number, length: number): boolean {
  for (let i = offset; i < offset + length; i++) if (oldBytes[i] !== newBytes[i]) return false;
  return true;
}
