import type { ByteSource, Origin } from "../../core/source/byte_source.ts";
import { checkRange } from "../../core/source/window.ts";

/**
 * A source of known size whose place in the file is found at the first read:
 * a checkpoint has thousands of members, and a comparison of headers needs the
 * bytes of none.
 */
export class LazySource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #open: () => Promise<ByteSource>;
  #opening: Promise<ByteSource> | undefined;
  #source: ByteSource | undefined;

  constructor(name: string, size: number, open: () => Promise<ByteSource>) {
    this.name = name;
    this.size = size;
    this.#open = open;
  }

  /** Unknown until the first read. */
  get origin(): Origin | undefined {
    return this.#source?.origin;
  }

  read(offset: number, into: Uint8Array): void | Promise<void> {
    checkRange(this, offset, into.length);
    return this.#source ? this.#source.read(offset, into) : this.#openAndRead(offset, into);
  }

  window(offset: number, length: number, name: string = this.name): ByteSource {
    checkRange(this, offset, length);
    if (offset === 0 && length === this.size && name === this.name) return this;
    return new LazyWindow(this, offset, length, name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #openAndRead(offset: number, into: Uint8Array): Promise<void> {
    this.#source = await (this.#opening ??= this.#open());
    await this.#source.read(offset, into);
  }
}

/** Part of a lazy source; its origin appears with that of the whole. */
class LazyWindow implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #base: LazySource;
  readonly #start: number;

  constructor(base: LazySource, start: number, size: number, name: string) {
    this.#base = base;
    this.#start = start;
    this.size = size;
    this.name = name;
  }

  get origin(): Origin | undefined {
    const origin = this.#base.origin;
    return origin && { source: origin.source, offset: origin.offset + this.#start };
  }

  read(offset: number, into: Uint8Array): void | Promise<void> {
    checkRange(this, offset, into.length);
    return this.#base.read(this.#start + offset, into);
  }

  window(offset: number, length: number, name: string = this.name): ByteSource {
    checkRange(this, offset, length);
    return new LazyWindow(this.#base, this.#start + offset, length, name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
