import type { Artefact, LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import type { MachineHooks } from "../pickle/machine.ts";
import { itemsOf } from "../pickle/read_args.ts";
import { readPickleAt } from "../pickle/read_pickle.ts";
import type { PickleGlobal, PickleObject, PickleValue } from "../pickle/value.ts";
import { LEGACY_MAGIC } from "./legacy_magic.ts";
import { type Fail, LegacyStorages } from "./legacy_storages.ts";
import { artefactOf, type OpenFile } from "./open_file.ts";
import { settleTensors } from "./settle_tensors.ts";
import type { Storages } from "./torch_library.ts";

const LEGACY_PROTOCOL = 1001n;

/** Loads the layout before torch 1.6: pickles one after another, then the storages. */
export async function loadLegacy(file: OpenFile): Promise<Artefact> {
  const { source, context } = file;
  const legacy = await readLegacy(source, context, file.scope);
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
export async function readLegacy(source: ByteSource, context: LoadContext, scope: string): Promise<LegacyFile> {
  const { file, limits } = context;
  const fail: Fail = (reason, offset) => context.fail(reason, { offset });
  const storages = new LegacyStorages(source, scope);
  const hooks = {
    persistent: (id: PickleValue) => storages.note(id, (reason) => fail(reason, offset)),
    settle: settleTensors(storages, context),
  };
  let offset = 0;
  const next = async (hooks?: MachineHooks) => {
    const start = offset;
    const result = await readPickleAt(source, offset, { file, offset, limits, ...hooks });
    offset += result.length;
    return { ...result, start };
  };
  if ((await next()).value !== LEGACY_MAGIC) fail("the first pickle is not torch's magic number", 0);
  const version = await next();
  if (version.value !== LEGACY_PROTOCOL) fail("the second pickle is not torch's protocol version 1001", version.start);
  await next(); // What machine wrote it; storages are little-endian wherever they come from.
  const { value, globals, discarded, protocol } = await next(hooks);
  const keys = await next();
  const names = itemsOf(keys.value) ?? fail("the pickle of the storages' keys is not a list", keys.start);
  const end = await storages.find(names, offset, fail);
  return { value, globals, discarded, protocol, storages, end };
}
