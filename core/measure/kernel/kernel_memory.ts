/**
 * Where things lie in the kernel's memory, in bytes, and what its results are.
 * `assembly/result.ts` says the same of the results to the kernel.
 */
import { CHUNK_ELEMENTS } from "../paired_blocks.ts";

/** Results of the last comparison: float64 numbers, one a slot. */
export const RESULT = 1024;

/** First slot of a side's statistics. */
export const SIDE_SLOTS = { old: 0, new: 7 } as const;

/** Slots of a side, counted from its first one. */
export const SIDE = { zeros: 0, min: 1, max: 2, sum: 3, squares: 4, negativeZeros: 5, subnormals: 6 } as const;

/** Slots of the difference. */
export const PAIR = {
  changed: 14,
  deltaSquares: 15,
  deltaSizes: 16,
  deltaMost: 17,
  deltaSum: 18,
  signFlips: 19,
  bothZero: 20,
} as const;

/** Slots of casts, which are counted apart from the rest. */
export const CAST = { notNearest: 23, notTruncated: 24 } as const;

/** Slots that are not results: what the kernel is told of each side, its type's smallest normal number. */
export const NORMAL = { old: 21, new: 22 } as const;

/** Number of slots. */
export const SLOTS = 25;

/** Behind each area: decoding works on whole vectors and may touch as much beyond the last element. */
const SLACK = 64;

const TABLE_BYTES = 256 * 4;

/** Most bytes of one side that are in the kernel's memory at a time. */
export const BLOCK_BYTES = 1024 * 1024;

/** Values of the 256 codes of an 8-bit type as float32, a table a side. */
export const TABLE = { old: 4096, new: 4096 + TABLE_BYTES } as const;

// From 16384 to 32768 lie the tables of the CRC, which only the kernel knows.

/** The sides' bytes as they are in the files. */
export const BLOCK = { old: 65536, new: 65536 + BLOCK_BYTES + SLACK } as const;

const LANES_BYTES = CHUNK_ELEMENTS * 8 + SLACK;

const LANES = BLOCK.new + BLOCK_BYTES + SLACK;

/** Room for one chunk of each side decoded to float32 or float64. */
export const DECODED = { old: LANES, new: LANES + LANES_BYTES } as const;

/** Room for one chunk of float32 that are still to be widened. */
export const ASIDE: number = DECODED.new + LANES_BYTES;

const PATTERNS_BYTES = 65536 * 4, PATTERNS_AT = align(ASIDE + LANES_BYTES);

/** Counts of bit patterns on each side, and on both where they are the same: 65,536 counts of 32 bits each. */
export const PATTERNS = {
  old: PATTERNS_AT,
  new: PATTERNS_AT + PATTERNS_BYTES,
  both: PATTERNS_AT + 2 * PATTERNS_BYTES,
} as const;

/** Room for each code and its count. */
export const GATHERED: number = PATTERNS.both + PATTERNS_BYTES;

/** Pages of 64 KiB that all of it takes. */
export const PAGES: number = (GATHERED + 65536 * 8) / 65536;

function align(address: number): number {
  return Math.ceil(address / 65536) * 65536;
}
