import type { ByteSource } from "../source/byte_source.ts";

/** Bytes that are known to be the same on both sides. */
export interface KnownRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * The first byte at which two sources differ, or `null` if they are the same
 * bytes. Sources of different sizes differ at the latest where the shorter ends.
 * Ranges that are known to be the same are not read again.
 *
 * @example
 * ```ts
 * import { firstDifference } from "./first_difference.ts";
 * import { createMemorySource } from "../source/memory.ts";
 * import { assertEquals } from "@std/assert";
 * const old = createMemorySource("a", new Uint8Array([1, 2, 3]));
 * const fresh = createMemorySource("b", new Uint8Array([1, 2, 4]));
 * assertEquals(await firstDifference(old, fresh, { blockBytes: 1024 }), 2);
 * ```
 */
export async function firstDifference(
  old: ByteSource,
  fresh: ByteSource,
  { blockBytes, known = [] }: { readonly blockBytes: number; readonly known?: readonly KnownRange[] },
): Promise<number | null> {
  const shorter = Math.min(old.size, fresh.size);
  const bufferBytes = Math.min(blockBytes, shorter);
  const buffers = [new Uint8Array(bufferBytes), new Uint8Array(bufferBytes)] as const;
  for (const { offset, length } of unknownRanges(known, shorter)) {
    for (let start = offset; start < offset + length; start += blockBytes) {
      const count = Math.min(blockBytes, offset + length - start);
      const a = buffers[0].subarray(0, count), b = buffers[1].subarray(0, count);
      await old.read(start, a);
      await fresh.read(start, b);
      const at = firstDifferentByte(a, b);
      if (at >= 0) return start + at;
    }
  }
  return old.size === fresh.size ? null : shorter;
}

function* unknownRanges(known: readonly KnownRange[], size: number): Generator<KnownRange> {
  let offset = 0;
  for (const range of known.toSorted((a, b) => a.offset - b.offset)) {
    if (range.offset > offset) yield { offset, length: Math.min(range.offset, size) - offset };
    offset = Math.max(offset, range.offset + range.length);
    if (offset >= size) return;
  }
  yield { offset, length: size - offset };
}

function firstDifferentByte(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i;
  return -1;
}
