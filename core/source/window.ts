import { SourceError } from "../model/errors.ts";
import type { ByteSource, Origin } from "./byte_source.ts";

/**
 * A view on part of a source. Reads outside of it throw `SourceError`; closing
 * it does nothing, since the bytes belong to the source below.
 *
 * @example
 * ```ts
 * import { createWindow } from "./window.ts";
 * import { createMemorySource } from "./memory.ts";
 * import { assertEquals } from "@std/assert";
 * const source = createMemorySource("a.bin", new Uint8Array([1, 2, 3, 4]));
 * const into = new Uint8Array(2);
 * await createWindow(source, 1, 3).read(1, into);
 * assertEquals(into, new Uint8Array([3, 4]));
 * ```
 */
export function createWindow(base: ByteSource, start: number, length: number, name: string = base.name): ByteSource {
  checkRange(base, start, length);
  const origin: Origin = { source: base.origin?.source ?? base, offset: (base.origin?.offset ?? 0) + start };
  const view: ByteSource = {
    name,
    size: length,
    origin,
    read(offset, into) {
      checkRange(view, offset, into.length);
      return base.read(start + offset, into);
    },
    window: (offset, size, inner = name) => {
      checkRange(view, offset, size);
      return createWindow(base, start + offset, size, inner);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return view;
}

/** Throws `SourceError` unless `length` bytes from `offset` on lie inside the source. */
export function checkRange(
  source: { readonly name: string; readonly size: number },
  offset: number,
  length: number,
): void {
  if (
    Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0 &&
    offset + length <= source.size
  ) return;
  throw new SourceError(`${length} bytes are wanted there, but it has ${source.size} bytes`, {
    file: source.name,
    place: { offset },
  });
}
