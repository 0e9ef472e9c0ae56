/**
 * Gives a digest of 53 bits of each row of some bytes: equal rows have equal
 * ones, different rows nearly always others. Whoever finds two equal compares
 * the rows.
 *
 * @example
 * ```ts
 * import { rowDigests } from "./row_digests.ts";
 * import { assert, assertEquals } from "@std/assert";
 * const [a, b, c] = rowDigests(Uint8Array.of(1, 2, 1, 2, 2, 1), 2);
 * assertEquals(a, b);
 * assert(a !== c);
 * ```
 */
export function rowDigests(bytes: Uint8Array<ArrayBuffer>, rowBytes: number): Float64Array {
  const isWide = rowBytes % 4 === 0 && bytes.byteOffset % 4 === 0;
  const words = isWide ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : bytes;
  const perRow = isWide ? rowBytes / 4 : rowBytes, digests = new Float64Array(words.length / perRow);
  for (let row = 0, at = 0; row < digests.length; row++) {
    let high = 0x9e3779b9, low = 0x7f4a7c15;
    for (const end = at + perRow; at < end; at++) {
      high = Math.imul(high ^ words[at]!, 0x85ebca6b);
      high ^= high >>> 15;
      low = Math.imul(low + words[at]! | 0, 0xc2b2ae35);
      low ^= low >>> 13;
    }
    digests[row] = (high >>> 0) * 2 ** 21 + (low >>> 11);
  }
  return digests;
}
