import { quote } from "../../core/model/escape.ts";
import type { Limits } from "../../core/model/limits.ts";
import { FormatError } from "../../core/model/errors.ts";
import type { Artefact } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { itemsOf } from "../pickle/read_args.ts";
import { readPickleAt } from "../pickle/read_pickle.ts";
import {
  type PickleGlobal,
  type PickleObject,
  type PicklePersistent,
  PickleTuple,
  type PickleValue,
} from "../pickle/value.ts";
import { LEGACY_MAGIC } from "./legacy_magic.ts";
import { artefactOf, type OpenFile } from "./open_file.ts";
import { readStorageId, type StorageId } from "./storage_id.ts";
import { type Storage, storedBytes } from "./storage.ts";
import type { Storages } from "./torch_library.ts";

const LEGACY_PROTOCOL = 1001n;

/** Loads the layout before torch 1.6: pickles one after another, then the storages. */
export async function loadLegacy(file: OpenFile): Promise<Artefact> {
  const { source, context } = file;
  const legacy = await readLegacy(source, context.file, context.limits, file.scope);
  if (legacy.end < source.size) {
    context.note(`${source.size - legacy.end} bytes after the last storage are not read`, { offset: legacy.end });
  }
  const container = { layout: "legacy", protocol: legacy.protocol, byte_order: "little" };
  return artefactOf(file, { ...legacy, container });
}

/** A legacy file as inert values. */
export interface LegacyFile {
  readonly value: PickleValue;
  readonly globals: readonly PickleGlobal[];
  /** Objects that the main pickle made and threw away. */
  readonly discarded: readonly PickleObject[];
  readonly protocol: number;
  readonly storages: Storages;
  /** Offset after the last storage. */
  readonly end: number;
}

/** Reads the pickles of a legacy file and finds its storages. */
export async function readLegacy(
  source: ByteSource,
  name: string,
  limits: Limits,
  scope: string,
): Promise<LegacyFile> {
  const fail: Fail = (reason, offset) => {
    throw new FormatError(reason, { file: name, place: { offset } });
  };
  const ids = new Map<string, StorageId>();
  const persistent = (id: PickleValue) => noteId(id, ids, (reason) => fail(reason, offset));
  let offset = 0;
  const next = async (hook?: typeof persistent) => {
    const start = offset;
    const result = await readPickleAt(source, offset, { file: name, offset, limits, persistent: hook });
    offset += result.length;
    return { ...result, start };
  };
  if ((await next()).value !== LEGACY_MAGIC) fail("the first pickle is not torch's magic number", 0);
  const version = await next();
  if (version.value !== LEGACY_PROTOCOL) fail("the second pickle is not torch's protocol version 1001", version.start);
  await next(); // What machine wrote it; storages are little-endian wherever they come from.
  const main = await next(persistent);
  const keys = await next();
  const names = itemsOf(keys.value) ?? fail("the pickle of the storages' keys is not a list", keys.start);
  const storages = await findStorages(source, offset, names, ids, scope, fail);
  const { value, globals, discarded, protocol } = main;
  return { value, globals, discarded, protocol, ...storages };
}

type Fail = (reason: string, offset: number) => never;

/** Notes a storage that the main pickle names; a pickled class is `("module", class, file, source)`. */
function noteId(
  id: PickleValue,
  ids: Map<string, StorageId>,
  fail: (reason: string) => never,
): PickleValue | undefined {
  if (id instanceof PickleTuple && id.items[0] === "module" && id.items.length > 1) return id.items[1];
  const storage = readStorageId(id, { fail });
  const known = ids.get(storage.key);
  if (known && known.type.itemBytes !== storage.type.itemBytes) {
    fail(`the storage ${quote(storage.key)} has two types`);
  }
  ids.set(storage.key, storage);
  return undefined;
}

/** Each storage is its number of elements in 8 bytes, then the elements, little-endian. */
async function findStorages(
  source: ByteSource,
  start: number,
  keys: readonly PickleValue[],
  ids: ReadonlyMap<string, StorageId>,
  scope: string,
  fail: Fail,
): Promise<{ storages: Storages; end: number }> {
  const found = new Map<string, Storage>();
  let offset = start;
  for (const keyValue of keys) {
    const key = typeof keyValue === "string" ? keyValue : String(keyValue);
    const id = ids.get(key) ?? fail(`the storage ${quote(key)} is not named by the main pickle`, offset);
    if (offset + 8 > source.size) fail(`the file ends before the storage ${quote(key)}`, source.size);
    const stated = new DataView((await readBytes(source, offset, 8)).buffer).getBigInt64(0, true);
    const count = id.elements;
    if (stated !== BigInt(count)) {
      fail(`the storage ${quote(key)} has ${stated} elements, but its pickle says ${count}`, offset);
    }
    const length = count * id.type.itemBytes, left = source.size - offset - 8;
    if (length > left) fail(`the storage ${quote(key)} has ${length} bytes, but ${left} are left`, offset);
    const bytes = storedBytes(source.window(offset + 8, length));
    found.set(key, { key: scope + key, type: id.type, elements: count, bytes, bigEndian: false });
    offset += 8 + length;
  }
  return { storages: { byId: (reference, tools) => lookUp(reference, found, tools) }, end: offset };
}

function lookUp({ id }: PicklePersistent, found: ReadonlyMap<string, Storage>, tools: PlanTools): Storage {
  const { key, type, view } = readStorageId(id, tools);
  const root = found.get(key) ?? tools.fail(`the file has no storage ${quote(key)}`);
  if (!view) return root;
  const start = view.offset * type.itemBytes, length = view.elements * type.itemBytes;
  const bytes = storedBytes(root.bytes.source!.window(start, length));
  return { ...root, key: `${root.key}/${view.key}`, elements: view.elements, bytes };
}
