import { quote } from "../../core/model/escape.ts";
import { FormatError } from "../../core/model/errors.ts";
import { ShapeTable } from "../../core/model/shape_table.ts";
import type { Artefact } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import type { Plan, PlanTools } from "../pickle/plan.ts";
import { integerOf, itemsOf, nameOf } from "../pickle/read_args.ts";
import { readPickleAt } from "../pickle/read_pickle.ts";
import { type PickleGlobal, type PicklePersistent, PickleTuple, type PickleValue } from "../pickle/value.ts";
import { artefactOf, type OpenFile } from "./open_file.ts";
import type { Storage } from "./storage.ts";
import { StoredList } from "./stored_list.ts";
import { readTarDirectory } from "./tar_directory.ts";
import { tensorNode } from "./tensor_view.ts";
import { storageTypeNamed } from "./torch_type.ts";
import { InflatedStorage } from "./view_data.ts";

/** Loads the layout before torch 0.1.10: a tar of the storages, the tensors and a pickle that refers to these. */
export async function loadTar(file: OpenFile): Promise<Artefact> {
  const { source, context, scope } = file;
  const members = await readTarDirectory(source, context.file, context.limits);
  const [storagePart, tensorPart, mainPart] = ["storages", "tensors", "pickle"].map((name) => {
    const member = members.get(name) ?? context.fail(`the tar archive has no member ${quote(name)}`);
    return new PartReader(member, name, file);
  });
  const globals: PickleGlobal[] = [];
  const storages = await readStorages(storagePart!, scope, globals);
  const tensors = await readTensors(tensorPart!, storages, globals);
  const main = await mainPart!.pickle(globals, (id) => id instanceof PickleTuple ? id.items[0] : undefined);
  return await artefactOf(file, {
    value: main.value,
    globals,
    storages: {
      byId: (_, tools) => tools.fail("a storage is named by itself, not through a tensor"),
      plan: (reference, tools) => planTensor(reference, tensors, tools),
    },
    container: { layout: "tar", protocol: main.protocol, byte_order: "little" },
  });
}

interface StoredTensor {
  readonly storage: Storage;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

/** Reads one member of the archive, where pickles and raw numbers take turns. */
class PartReader {
  readonly #source: ByteSource;
  readonly #name: string;
  readonly #file: OpenFile;
  offset = 0;

  constructor(source: ByteSource, name: string, file: OpenFile) {
    this.#source = source;
    this.#name = name;
    this.#file = file;
  }

  async pickle(globals: PickleGlobal[], persistent?: (id: PickleValue) => PickleValue | undefined) {
    const { file, limits } = this.#file.context;
    const options = { file, member: this.#name, offset: this.offset, limits, ...(persistent ? { persistent } : {}) };
    const result = await readPickleAt(this.#source, this.offset, options);
    this.offset += result.length;
    for (const global of result.globals) globals.push(global);
    return result;
  }

  /** The number of records that follow. Each takes at least a byte. */
  async count(globals: PickleGlobal[]): Promise<number> {
    const count = integerOf((await this.pickle(globals)).value);
    if (count === undefined || count < 0 || count > this.#source.size) this.fail("the number of records is not valid");
    return count;
  }

  async integers(count: number): Promise<readonly number[]> {
    this.#check(count * 8);
    const view = new DataView((await readBytes(this.#source, this.offset, count * 8)).buffer);
    this.offset += count * 8;
    return Array.from({ length: count }, (_, index) => Number(view.getBigInt64(index * 8, true)));
  }

  window(length: number): ByteSource {
    this.#check(length);
    const start = this.offset;
    this.offset += length;
    return this.#source.window(start, length);
  }

  /** Checks a tensor's number of dimensions before as many numbers are read. */
  checkDimensions(dimensions: number): void {
    const { limits, exceeds } = this.#file.context;
    if (dimensions <= limits.dimensions) return;
    exceeds(this.#reason(`a tensor has ${dimensions} dimensions, more than ${limits.dimensions}`));
  }

  fail(reason: string): never {
    throw new FormatError(this.#reason(reason), { file: this.#file.context.file });
  }

  #reason(reason: string): string {
    return `tar member ${this.#name}, byte ${this.offset}: ${reason}`;
  }

  #check(length: number): void {
    const left = this.#source.size - this.offset;
    if (!(length >= 0 && length <= left)) this.fail(`${length} bytes are wanted, but ${left} are left`);
  }
}

/** `(key, device, class)` and the elements of each storage; then the views of them that are storages themselves. */
async function readStorages(
  reader: PartReader,
  scope: string,
  globals: PickleGlobal[],
): Promise<ReadonlyMap<string, Storage>> {
  const storages = new Map<string, Storage>(), list = new StoredList();
  for (let left = await reader.count(globals); left > 0; left--) {
    const [key, , storageClass] = itemsOf((await reader.pickle(globals)).value) ?? [];
    const type = storageTypeNamed(nameOf(storageClass) ?? "") ?? reader.fail("a storage has no known class");
    const [elements] = await reader.integers(1);
    const bytes = list.add(`${scope}${key}`, reader.window(elements! * type.itemBytes));
    storages.set(String(key), { type, elements: elements!, bytes, bigEndian: false });
  }
  for (const view of itemsOf((await reader.pickle(globals)).value) ?? []) {
    const [key, rootKey, offsetValue, elementsValue] = itemsOf(view) ?? [];
    const root = storages.get(String(rootKey)) ?? reader.fail(`the storage ${quote(String(rootKey))} is missing`);
    const offset = integerOf(offsetValue) ?? -1, elements = integerOf(elementsValue) ?? -1;
    if (offset < 0 || elements < 0 || offset + elements > root.elements) reader.fail("a view leaves its storage");
    const { itemBytes } = root.type;
    const source = root.bytes.source!.window(offset * itemBytes, elements * itemBytes);
    storages.set(String(key), { ...root, elements, bytes: list.add(`${root.bytes.key}/${key}`, source) });
  }
  return storages;
}

/** `(key, storage key, class)`, then dimensions, shape, strides and offset of each tensor. */
async function readTensors(
  reader: PartReader,
  storages: ReadonlyMap<string, Storage>,
  globals: PickleGlobal[],
): Promise<ReadonlyMap<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (let left = await reader.count(globals); left > 0; left--) {
    const [key, storageKey] = itemsOf((await reader.pickle(globals)).value) ?? [];
    const storage = storages.get(String(storageKey)) ??
      reader.fail(`the storage ${quote(String(storageKey))} is missing`);
    const [packed] = await reader.integers(1);
    // 4 bytes, and 4 of padding that nothing is known of.
    const dimensions = Number(BigInt.asUintN(32, BigInt(packed!)));
    reader.checkDimensions(dimensions);
    const numbers = await reader.integers(dimensions * 2 + 1);
    const shape = numbers.slice(0, dimensions), strides = numbers.slice(dimensions, dimensions * 2);
    tensors.set(String(key), { storage, shape, strides, offset: numbers.at(-1)! });
  }
  return tensors;
}

function planTensor({ id }: PicklePersistent, tensors: ReadonlyMap<string, StoredTensor>, tools: PlanTools): Plan {
  const tensor = tensors.get(String(id)) ?? tools.fail("a persistent id names no tensor of the archive");
  const views = { file: tools.file, inflated: new InflatedStorage(), mostInflated: 0 };
  return tensorNode({ ...tensor, type: tensor.storage.type }, { tools, views, shapes: new ShapeTable(), places: 2 });
}
