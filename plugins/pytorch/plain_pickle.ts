import type { Artefact } from "../../core/plugin.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { argsOf, bytesOf, nameOf } from "../pickle/read_args.ts";
import { readPickleAt } from "../pickle/read_pickle.ts";
import { type PickleGlobal, PickleObject, PicklePersistent, PickleTuple, type PickleValue } from "../pickle/value.ts";
import { walkObjects } from "../pickle/walk.ts";
import { readLegacy } from "./legacy_layout.ts";
import { artefactOf, type OpenFile } from "./open_file.ts";
import type { Storage } from "./storage.ts";
import type { Storages } from "./torch_library.ts";
import { opaquePlan } from "../pickle/plan.ts";

/** What `pickle.dump` writes for a storage: a call with the bytes of a whole legacy file. */
const NESTED_FILE = "torch.storage._load_from_bytes";

/** Loads a file of one pickle, or of several one after another, which become a list. */
export async function loadPlain(file: OpenFile): Promise<Artefact> {
  const { source, context } = file;
  const values: PickleValue[] = [];
  const globals: PickleGlobal[] = [], discarded: PickleObject[] = [];
  let protocol = 0;
  for (let offset = 0; offset < source.size || offset === 0;) {
    const result = await readPickleAt(source, offset, { file: context.file, offset, limits: context.limits });
    values.push(result.value);
    for (const global of result.globals) globals.push(global);
    for (const object of result.discarded) discarded.push(object);
    protocol = Math.max(protocol, result.protocol);
    offset += result.length;
    if (values.length > context.limits.nodes) context.exceeds(`it holds more than ${context.limits.nodes} pickles`);
  }
  const value = values.length === 1 ? values[0]! : new PickleTuple(values);
  const nested = await readNestedFiles(value, globals, file);
  return await artefactOf(file, {
    value,
    globals,
    discarded,
    storages: plainStorages(nested),
    container: { layout: "pickle", protocol, ...(values.length > 1 ? { pickles: values.length } : {}) },
  });
}

function plainStorages(nested: ReadonlyMap<PickleObject, NestedStorage>): Storages {
  return {
    byId: (_, tools) => tools.fail("a storage lies outside of the pickle, and the file has nothing else"),
    byObject: (object, tools) => nested.get(object)?.(tools),
    plan: ({ id }) => opaquePlan("persistent id", [["id", id]]),
  };
}

type NestedStorage = (tools: PlanTools) => Storage | undefined;

/** Storages that lie in the pickle as bytes of legacy files. A file inside such a file stays opaque. */
async function readNestedFiles(
  root: PickleValue,
  globals: PickleGlobal[],
  { context, scope }: OpenFile,
): Promise<ReadonlyMap<PickleObject, NestedStorage>> {
  const nested = new Map<PickleObject, NestedStorage>();
  if (!globals.some((global) => global.qualifiedName === NESTED_FILE)) return nested;
  for (const object of walkObjects(root)) {
    const bytes = nameOf(object.callable) === NESTED_FILE ? bytesOf(argsOf(object)[0]) : undefined;
    if (!bytes) continue;
    const source = createMemorySource(context.file, bytes);
    const inner = await readLegacy(source, context, `${scope}nested ${nested.size} `);
    for (const global of inner.globals) globals.push(global);
    const { value, storages } = inner;
    nested.set(object, (tools) => value instanceof PicklePersistent ? storages.byId(value, tools) : undefined);
  }
  return nested;
}
