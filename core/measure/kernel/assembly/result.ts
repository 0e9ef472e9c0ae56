// Where results lie. `../kernel_memory.ts` says the same to TypeScript.

/** Address of the results: float64 numbers, one a slot. */
export const RESULT: usize = 1024;

/** Numbers of one part of a chunk: those of both sides stay in the nearest cache. */
export const PART: i32 = 1024;

/** Address of 32 bytes behind the results. */
export const SCRATCH: usize = 2048;

/** Address of the tables of the CRC: sixteen of 1 KiB. */
export const CRC_TABLES: usize = 16384;

/** What is in which slot. */
export namespace SLOT {
  /** First slot of a side's statistics, to which ZEROS ... SUBNORMALS are added. */
  export const OLD: i32 = 0;
  export const NEW: i32 = 7;
  export const ZEROS: i32 = 0;
  export const MIN: i32 = 1;
  export const MAX: i32 = 2;
  export const SUM: i32 = 3;
  export const SQUARES: i32 = 4;
  export const NEGATIVE_ZEROS: i32 = 5;
  export const SUBNORMALS: i32 = 6;
  export const CHANGED: i32 = 14;
  export const DELTA_SQUARES: i32 = 15;
  export const DELTA_SIZES: i32 = 16;
  export const DELTA_MOST: i32 = 17;
  export const DELTA_SUM: i32 = 18;
  export const SIGN_FLIPS: i32 = 19;
  export const BOTH_ZERO: i32 = 20;
  /** Of casts, which are counted apart. */
  export const NOT_NEAREST: i32 = 23;
  export const NOT_TRUNCATED: i32 = 24;
  /** Not results but settings: the smallest normal number of each side's type, 0 where there are no subnormal ones. */
  export const OLD_NORMAL: i32 = 21;
  export const NEW_NORMAL: i32 = 22;
}

export function put(slot: i32, value: f64): void {
  store<f64>(RESULT + (<usize> slot << 3), value);
}

/** No elements yet. */
export function begin(): void {
  for (let slot = 0; slot <= SLOT.BOTH_ZERO; slot++) put(slot, 0);
  for (let side = SLOT.OLD; side <= SLOT.NEW; side += SLOT.NEW) {
    put(side + SLOT.MIN, Infinity);
    put(side + SLOT.MAX, -Infinity);
  }
}

export function get(slot: i32): f64 {
  return load<f64>(RESULT + (<usize> slot << 3));
}

export function add(slot: i32, value: f64): void {
  put(slot, get(slot) + value);
}

/** Raises a slot to a value. NaN changes nothing. */
export function atLeast(slot: i32, value: f64): void {
  if (value > get(slot)) put(slot, value);
}

/** Lowers a slot to a value. NaN changes nothing. */
export function atMost(slot: i32, value: f64): void {
  if (value < get(slot)) put(slot, value);
}
