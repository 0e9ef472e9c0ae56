import type { MapNode } from "../../core/model/tree.ts";
import type { Artefact, LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { createNumpyLibrary } from "../pickle/numpy_library.ts";
import type { Knowledge } from "../pickle/plan.ts";
import { PYTHON_LIBRARY } from "../pickle/python_library.ts";
import { toTree } from "../pickle/to_tree.ts";
import { type PickleGlobal, type PickleObject, PickleTuple, type PickleValue } from "../pickle/value.ts";
import { CarriedAttributes } from "./carried_attributes.ts";
import { createTorchLibrary, type Storages } from "./torch_library.ts";

/** A file that is being loaded. */
export interface OpenFile {
  readonly source: ByteSource;
  readonly context: LoadContext;
  /** Begins every storage's id, so that the ids of several shards stay apart. */
  readonly scope: string;
}

/** What a layout has read: inert values, the names they use, and where the storages are. */
export interface Reading {
  readonly value: PickleValue;
  readonly globals: readonly PickleGlobal[];
  /** Objects that its pickles made and threw away. */
  readonly discarded?: readonly PickleObject[];
  readonly storages: Storages;
  readonly container: Readonly<Record<string, string | number | boolean>>;
  /** Knowledge of this file's own names, asked first. */
  readonly special?: Knowledge;
  readonly metadata?: MapNode;
}

/** The artefact of what a layout has read. */
export async function artefactOf(file: OpenFile, reading: Reading): Promise<Artefact> {
  const attributes = new CarriedAttributes();
  const knowledge = knowledgeOf(file, reading, attributes);
  const { limits, file: name } = file.context;
  const options = { file: name, limits, note: file.context.note.bind(file.context) };
  const root = await toTree(reading.value, { ...options, knowledge });
  const metadata = new Map(reading.metadata?.entries);
  // Tensors in attributes may have attributes themselves; those are not followed.
  const others = { ...options, knowledge: knowledgeOf(file, reading, new CarriedAttributes()) };
  if (attributes.value) metadata.set("attributes", await toTree(attributes.value, others));
  // A call for its effect alone, such as one that sets an object's state, leaves nothing in the tree.
  if (reading.discarded?.length) metadata.set("calls", await toTree(new PickleTuple(reading.discarded), others));
  return {
    root,
    imports: unknownNames(reading.globals, knowledge),
    container: reading.container,
    ...(metadata.size > 0 ? { metadata: { kind: "map", entries: metadata } } : {}),
  };
}

function knowledgeOf(file: OpenFile, reading: Reading, attributes: CarriedAttributes): readonly Knowledge[] {
  return [
    ...reading.special ? [reading.special] : [],
    createTorchLibrary(reading.storages, file.scope, attributes),
    createNumpyLibrary(file.scope),
    PYTHON_LIBRARY,
  ];
}

/** Names that are in none of the tables, sorted, each once. */
function unknownNames(globals: readonly PickleGlobal[], knowledge: readonly Knowledge[]): readonly string[] {
  const names = new Set(globals.map((global) => global.qualifiedName));
  return [...names].filter((name) => !knowledge.some((library) => library.knows(name))).sort();
}
