import { quote } from "../../core/model/escape.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { type PicklePersistent, PickleTuple, type PickleValue } from "../pickle/value.ts";
import { notYet } from "./not_yet.ts";
import { type Storage, StorageBytes, StoredBytes } from "./storage.ts";
import { readStorageId, type StorageId } from "./storage_id.ts";
import type { Storages } from "./torch_library.ts";

/** Stops reading a file: something is wrong at an offset. */
export type Fail = (reason: string, offset: number) => never;

/**
 * The storages of a legacy file. Its main pickle names them; where they lie is
 * known when that is over, since they follow it in an order of their own.
 */
export class LegacyStorages implements Storages {
  readonly #source: ByteSource;
  readonly #scope: string;
  readonly #roots = new Map<string, Storage & { readonly bytes: LegacyBytes }>();
  readonly #parts = new Map<string, Storage>();

  constructor(source: ByteSource, scope: string) {
    this.#source = source;
    this.#scope = scope;
  }

  /** Notes a storage that the main pickle names; a pickled class is `("module", class, file, source)`. */
  note(id: PickleValue, fail: (reason: string) => never): PickleValue | undefined {
    if (id instanceof PickleTuple && id.items[0] === "module" && id.items.length > 1) return id.items[1];
    const { key, type, elements } = readStorageId(id, { fail });
    const known = this.#roots.get(key);
    if (!known) {
      const bytes = new LegacyBytes(this.#source, this.#scope + key, elements * type.itemBytes);
      this.#roots.set(key, { type, elements, bytes, bigEndian: false });
    } else if (known.type.itemBytes !== type.itemBytes) fail(`the storage ${quote(key)} has two types`);
    else if (known.elements !== elements) fail(`the storage ${quote(key)} has two lengths`);
    return undefined;
  }

  /** Finds the storages, which begin at an offset: each is its number of elements in 8 bytes, then those. Gives the end. */
  async find(keys: readonly PickleValue[], start: number, fail: Fail): Promise<number> {
    const source = this.#source;
    let offset = start;
    for (const keyValue of keys) {
      const key = typeof keyValue === "string" ? keyValue : String(keyValue);
      const root = this.#roots.get(key) ?? fail(`the storage ${quote(key)} is not named by the main pickle`, offset);
      if (offset + 8 > source.size) fail(`the file ends before the storage ${quote(key)}`, source.size);
      const stated = new DataView((await readBytes(source, offset, 8)).buffer).getBigInt64(0, true);
      if (stated !== BigInt(root.elements)) {
        fail(`the storage ${quote(key)} has ${stated} elements, but its pickle says ${root.elements}`, offset);
      }
      const { size } = root.bytes, left = source.size - offset - 8;
      if (size > left) fail(`the storage ${quote(key)} has ${size} bytes, but ${left} are left`, offset);
      root.bytes.start = offset + 8;
      offset += 8 + size;
    }
    for (const [key, { bytes }] of this.#roots) {
      if (bytes.start < 0) fail(`the file has no storage ${quote(key)}`, offset);
    }
    return offset;
  }

  byId({ id }: PicklePersistent, tools: PlanTools): Storage {
    const { key, view } = readStorageId(id, tools);
    const root = this.#roots.get(key) ?? tools.fail(`the file has no storage ${quote(key)}`);
    if (!view) return root;
    // A part of a storage is one itself, the same each time.
    const place = JSON.stringify([key, view]);
    const part = this.#parts.get(place) ?? partOf(root, view);
    this.#parts.set(place, part);
    return part;
  }
}

/** Bytes that lie in the file, nobody knows where before all of its pickles are read. */
class LegacyBytes extends StorageBytes {
  readonly isStored = true;
  readonly key: string;
  readonly size: number;
  readonly #file: ByteSource;
  /** Negative: not known yet. */
  start = -1;

  constructor(file: ByteSource, key: string, size: number) {
    super();
    this.#file = file;
    this.key = key;
    this.size = size;
  }

  get source(): ByteSource {
    return this.start < 0 ? notYet() : this.#file.window(this.start, this.size);
  }
}

function partOf({ type, bytes: { key, source } }: Storage, view: NonNullable<StorageId["view"]>): Storage {
  const part = source!.window(view.offset * type.itemBytes, view.elements * type.itemBytes);
  return { type, elements: view.elements, bytes: new StoredBytes(`${key}/${view.key}`, part), bigEndian: false };
}
