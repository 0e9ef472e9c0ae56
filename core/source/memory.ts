import type { ByteSource } from "./byte_source.ts";
import { checkRange, createWindow } from "./window.ts";

/**
 * A source over bytes that are already in memory. The bytes are not copied;
 * the caller must not change them while the source is in use.
 *
 * @example
 * ```ts
 * import { createMemorySource } from "./memory.ts";
 * import { assertEquals } from "@std/assert";
 * const source = createMemorySource("a.bin", new Uint8Array([7, 8, 9]));
 * const into = new Uint8Array(2);
 * source.read(1, into);
 * assertEquals(into, new Uint8Array([8, 9]));
 * ```
 */
export function createMemorySource(name: string, bytes: Uint8Array): ByteSource {
  const source: ByteSource = {
    name,
    size: bytes.length,
    read(offset, into) {
      checkRange(source, offset, into.length);
      into.set(bytes.subarray(offset, offset + into.length));
    },
    window: (offset, length, inner) => createWindow(source, offset, length, inner),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return source;
}
