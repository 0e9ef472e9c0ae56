/** A damaged copy of a file, and how it was damaged. */
export interface Damage {
  readonly about: string;
  readonly bytes: Uint8Array;
}

const ATTEMPTS = 100;
const HEADER_BYTES = 512;

/** The file cut off: at its ends, and at seeded places. */
export function truncations(bytes: Uint8Array, seed: number): Damage[] {
  const random = createRandom(seed);
  const sizes = new Set([0, 1, 2, 8, bytes.length >> 1, bytes.length - 1]);
  while (sizes.size < Math.min(ATTEMPTS, bytes.length)) sizes.add(random(bytes.length));
  return [...sizes].filter((size) => size >= 0 && size < bytes.length).sort((a, b) => a - b)
    .map((size) => ({ about: `cut to ${size} of ${bytes.length} bytes`, bytes: bytes.slice(0, size) }));
}

/** The file with one bit turned: half of them near its start, where headers are. */
export function bitFlips(bytes: Uint8Array, seed: number): Damage[] {
  if (bytes.length === 0) return [];
  const random = createRandom(seed);
  return Array.from({ length: ATTEMPTS }, (_, attempt) => {
    const offset = random(attempt % 2 === 0 ? bytes.length : Math.min(bytes.length, HEADER_BYTES));
    const bit = random(8);
    const copy = bytes.slice();
    copy[offset]! ^= 1 << bit;
    return { about: `bit ${bit} of byte ${offset} turned`, bytes: copy };
  });
}

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
export function createRandom(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * bound);
  };
}
