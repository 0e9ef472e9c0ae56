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
  return new Window(base, start, length, name);
}

// A checkpoint has a window for each of its tensors: four fields, no closure.
class Window implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #base: ByteSource;
  readonly #start: number;

  constructor(base: ByteSource, start: number, size: number, name: string) {
    this.#base = base;
    this.#start = start;
    this.size = size;
    this.name = name;
  }

  /** Appears with that of the base. */
  get origin(): Origin | null {
    const { origin = { source: this.#base, offset: 0 } } = this.#base;
    return origin && { source: origin.source, offset: origin.offset + this.#start };
  }

  read(offset: number, into: Uint8Array): void | Promise<void> {
    checkRange(this, offset, into.length);
    return this.#base.read(this.#start + offset, into);
  }

  window(offset: number, length: number, name: string = this.name): ByteSource {
    checkRange(this, offset, length);
    return new Window(this.#base, this.#start + offset, length, name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
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
