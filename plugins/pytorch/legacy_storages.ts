import { quote } from "../../core/model/escape.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { type PicklePersistent, PickleTuple, type PickleValue } from "../pickle/value.ts";
import { LegacyList } from "./legacy_list.ts";
import type { Storage, StorageBytes } from "./storage.ts";
import { readStorageId } from "./storage_id.ts";
import { StoredList } from "./stored_list.ts";
import type { TorchType } from "./torch_type.ts";
import type { Storages } from "./torch_library.ts";

/** Stops reading a file: something is wrong at an offset. */
export type Fail = (reason: string, offset: number) => never;

/**
 * The storages of a legacy file. Its main pickle names them; where they lie is
 * known when that is over, since they follow it in an order of their own.
 */
export class LegacyStorages implements Storages {
  readonly #source: ByteSource;
  readonly #list: LegacyList;
  /** Indices in the list, and of what is below. */
  readonly #indices = new Map<string, number>();
  readonly #types: TorchType[] = [];
  readonly #elements: number[] = [];
  /** Parts of storages, by what names them. */
  readonly #parts = new Map<string, StorageBytes>();
  readonly #partList = new StoredList();

  constructor(source: ByteSource, scope: string) {
    this.#source = source;
    this.#list = new LegacyList(source, scope);
  }

  /** Notes a storage that the main pickle names; a pickled class is `("module", class, file, source)`. */
  note(id: PickleValue, fail: (reason: string) => never): PickleValue | undefined {
    if (id instanceof PickleTuple && id.items[0] === "module" && id.items.length > 1) return id.items[1];
    const { key, type, elements } = readStorageId(id, { fail });
    const index = this.#indices.get(key);
    if (index === undefined) {
      this.#indices.set(key, this.#list.add(key, elements * type.itemBytes));
      this.#types.push(type);
      this.#elements.push(elements);
    } else if (this.#types[index]!.itemBytes !== type.itemBytes) fail(`the storage ${quote(key)} has two types`);
    else if (this.#elements[index] !== elements) fail(`the storage ${quote(key)} has two lengths`);
    return undefined;
  }

  /** Finds the storages, which begin at an offset: each is its number of elements in 8 bytes, then those. Gives the end. */
  async find(keys: readonly PickleValue[], start: number, fail: Fail): Promise<number> {
    const source = this.#source, list = this.#list;
    let offset = start;
    for (const keyValue of keys) {
      const key = typeof keyValue === "string" ? keyValue : String(keyValue);
      const index = this.#indices.get(key) ??
        fail(`the storage ${quote(key)} is not named by the main pickle`, offset);
      if (offset + 8 > source.size) fail(`the file ends before the storage ${quote(key)}`, source.size);
      const stated = new DataView((await readBytes(source, offset, 8)).buffer).getBigInt64(0, true);
      const elements = this.#elements[index]!;
      if (stated !== BigInt(elements)) {
        fail(`the storage ${quote(key)} has ${stated} elements, but its pickle says ${elements}`, offset);
      }
      const { size } = list.bytesAt(index), left = source.size - offset - 8;
      if (size > left) fail(`the storage ${quote(key)} has ${size} bytes, but ${left} are left`, offset);
      list.place(index, offset + 8);
      offset += 8 + size;
    }
    for (const [key, index] of this.#indices) {
      if (!list.isPlaced(index)) fail(`the file has no storage ${quote(key)}`, offset);
    }
    return offset;
  }

  byId({ id }: PicklePersistent, tools: PlanTools): Storage {
    const { key, view } = readStorageId(id, tools);
    const index = this.#indices.get(key) ?? tools.fail(`the file has no storage ${quote(key)}`);
    const type = this.#types[index]!, root = this.#list.bytesAt(index);
    if (!view) return { type, elements: this.#elements[index]!, bytes: root, bigEndian: false };
    // A part of a storage is one itself, the same each time.
    const place = JSON.stringify([key, view]);
    let bytes = this.#parts.get(place);
    if (!bytes) {
      const part = root.source!.window(view.offset * type.itemBytes, view.elements * type.itemBytes);
      this.#parts.set(place, bytes = this.#partList.add(`${root.key}/${view.key}`, part));
    }
    return { type, elements: view.elements, bytes, bigEndian: false };
  }
}
