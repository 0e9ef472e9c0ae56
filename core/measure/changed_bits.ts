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

/**
 * Counts elements of `bits` bits whose patterns differ between two chunks of
 * the same type. `lanes` (both sides decoded) tell a change of a zero's sign or
 * a NaN's payload from a change of value; absent for types that are not numbers.
 */
export function countChangedBits(
  oldBytes: Uint8Array,
  newBytes: Uint8Array,
  bits: number,
  count: number,
  counts: ChangeCounts,
  lanes?: LanePair,
): void {
  if (bits % 8 !== 0) return countChangedCodes(lanes!, count, counts);
  const width = bits / 8;
  const fast = wordsOf(width, oldBytes, newBytes);
  for (let i = 0; i < count; i++) {
    if (fast ? fast[0][i] === fast[1][i] : sameBytes(oldBytes, newBytes, i * width, width)) continue;
    counts.changed++;
    if (lanes) classifyChange(lanes, i, counts);
  }
}

/** Counts elements whose decoded values differ; NaN equals NaN, +0 equals -0. */
export function countChangedValues(
  lanes: LanePair,
  count: number,
  counts: ChangeCounts,
): void {
  for (let i = 0; i < count; i++) {
    for (let lane = i * lanes.perElement; lane < (i + 1) * lanes.perElement; lane++) {
      const a = lanes.old[lane]!, b = lanes.new[lane]!;
      if (a === b || (a !== a && b !== b)) continue;
      counts.changed++;
      break;
    }
  }
}

/**
 * Counts elements that differ where either side is a 64-bit integer: JavaScript
 * compares `bigint` with `number` by exact value, which `==` alone allows.
 */
export function countChangedExact(
  oldValues: ArrayLike<number | bigint>,
  newValues: ArrayLike<number | bigint>,
  count: number,
  counts: ChangeCounts,
): void {
  for (let i = 0; i < count; i++) if (oldValues[i] != newValues[i]) counts.changed++;
}

// The types narrower than a byte have one code a value, -0 included, and no NaN.
function countChangedCodes(lanes: LanePair, count: number, counts: ChangeCounts): void {
  for (let i = 0; i < count; i++) {
    if (Object.is(lanes.old[i], lanes.new[i])) continue;
    counts.changed++;
    classifyChange(lanes, i, counts);
  }
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

type Words = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

/** Both sides as machine words of `width` bytes, where width and alignment allow it. */
function wordsOf(width: number, oldBytes: Uint8Array, newBytes: Uint8Array): readonly [Words, Words] | undefined {
  if (width === 1) return [oldBytes, newBytes];
  const type = width === 2 ? Uint16Array : width === 4 ? Uint32Array : width === 8 ? BigUint64Array : undefined;
  if (!type || oldBytes.byteOffset % width || newBytes.byteOffset % width) return undefined;
  const view = (bytes: Uint8Array) =>
    new type(bytes.buffer as ArrayBuffer, bytes.byteOffset, Math.floor(bytes.length / width));
  return [view(oldBytes), view(newBytes)];
}

function sameBytes(oldBytes: Uint8Array, newBytes: Uint8Array, offset: number, length: number): boolean {
  for (let i = offset; i < offset + length; i++) if (oldBytes[i] !== newBytes[i]) return false;
  return true;
}
