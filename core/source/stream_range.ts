/** A part of a stream of bytes. */
export interface StreamRange {
  readonly start: number;
  readonly length: number;
  /** Whether what follows is read as well, so that whatever the stream checks at its end (a length, a CRC) is checked. */
  readonly toEnd: boolean;
}

/**
 * The pieces of a stream that lie in a range, cut where they reach beyond it.
 * Each is valid until the next is asked for.
 *
 * @example
 * ```ts
 * import { streamRange } from "./stream_range.ts";
 * import { assertEquals } from "@std/assert";
 * async function* pieces() {
 *   yield* [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5])];
 * }
 * const found: number[][] = [];
 * const range = { start: 1, length: 3, toEnd: false };
 * for await (const piece of streamRange(pieces(), range)) found.push([...piece]);
 * assertEquals(found, [[2, 3], [4]]);
 * ```
 */
export async function* streamRange(
  pieces: AsyncIterable<Uint8Array>,
  { start, length, toEnd }: StreamRange,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const piece of pieces) {
    const from = Math.max(0, start - position), to = Math.min(piece.length, start + length - position);
    if (to > from) yield piece.subarray(from, to);
    position += piece.length;
    if (!toEnd && position >= start + length) return;
  }
}

/** The bytes of a range in memory, whose length the caller has checked; zeros where the stream ends before. */
export async function readStreamRange(
  pieces: AsyncIterable<Uint8Array>,
  range: StreamRange,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(range.length);
  let filled = 0;
  for await (const piece of streamRange(pieces, range)) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  return bytes;
}
