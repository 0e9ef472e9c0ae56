import { quote } from "../../core/model/escape.ts";
import { childrenOf } from "../../core/model/tree.ts";
import type { Artefact } from "../../core/plugin.ts";
import { readZipDirectory } from "../../core/source/zip_directory.ts";
import { ZIP_METHOD } from "../../core/source/zip_entry.ts";
import { readZipMember } from "../../core/source/zip_member.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { readPickle } from "../pickle/read_pickle.ts";
import type { PicklePersistent } from "../pickle/value.ts";
import { ArchiveStorages } from "./archive_bytes.ts";
import { isArchivePickle } from "./archive_pickle.ts";
import { artefactOf, type OpenFile } from "./open_file.ts";
import { noteOtherMembers } from "./other_members.ts";
import { readStorageId } from "./storage_id.ts";
import { settleTensors } from "./settle_tensors.ts";
import type { Storage, StorageBytes } from "./storage.ts";
import type { TorchArchive } from "./torch_archive.ts";
import type { Storages } from "./torch_library.ts";
import { readTorchscript } from "./torchscript.ts";

/** Longest of the records that hold a word or a number. */
const LONGEST_RECORD = 1024;

/** Loads the layout of torch 1.6 and later, and TorchScript: a zip of `data.pkl` and one member a storage. */
export async function loadZip(file: OpenFile): Promise<Artefact> {
  const archive = await openArchive(file);
  const { root, bigEndian, context } = archive;
  const storages = archiveStorages(archive, "data");
  const { value, globals, discarded, protocol } = await readArchivePickle(archive, "data.pkl", storages);
  const version = await readRecord(archive, "version");
  const isScript = archive.directory.indexOf(`${root}constants.pkl`) >= 0, layout = isScript ? "torchscript" : "zip";
  noteOtherMembers(archive, layout);
  const container = {
    layout,
    protocol,
    byte_order: bigEndian ? "big" : "little",
    root: root.slice(0, -1),
    ...(version === undefined ? {} : { file_version: version.trim() }),
  };
  const reading = { value, globals, discarded, storages, container };
  if (!isScript) return artefactOf(file, reading);
  const script = await readTorchscript(archive, context.limits);
  const model = await artefactOf(file, { ...reading, special: script.knowledge, metadata: script.metadata });
  const others = archiveStorages(archive, "constants");
  const constants = await readArchivePickle(archive, "constants.pkl", others);
  const reread = { ...constants, storages: others, container, special: script.knowledge };
  return withConstants(model, await artefactOf(file, reread));
}

/** Adds the tensors that the code of a script holds as constants, under a name that no attribute has. */
function withConstants(model: Artefact, constants: Artefact): Artefact {
  const { root } = model;
  if (childrenOf(constants.root).next().done || (root.kind !== "map" && root.kind !== "opaque")) return model;
  const members = root.kind === "map" ? root.entries : root.parts;
  let name = "CONSTANTS";
  while (members.has(name)) name = JSON.stringify(name);
  const all = new Map([...members, [name, constants.root]]);
  return {
    ...model,
    root: root.kind === "map" ? { ...root, entries: all } : { ...root, parts: all },
    imports: [...new Set([...model.imports ?? [], ...constants.imports ?? []])].sort(),
  };
}

/** Reads a pickle in the archive; plain tensors become nodes on the way. */
async function readArchivePickle(archive: TorchArchive, name: string, storages: Storages) {
  const { source, context, root, directory } = archive;
  const index = directory.indexOf(root + name);
  if (index < 0) context.fail(`the archive has no member ${quote(root + name)}`);
  const { limits, file } = context;
  const bytes = await readZipMember(source, directory.at(index), limits.pickleBytes);
  const settle = settleTensors(storages, context);
  return readPickle(bytes, { file, member: root + name, offset: 0, limits, settle });
}

/** The storages that lie in a folder of the archive. */
function archiveStorages(archive: TorchArchive, folder: string): Storages {
  const { directory, root, bigEndian } = archive;
  const list = new ArchiveStorages(archive), longer = new Set<number>();
  return {
    byId({ id }: PicklePersistent, tools: PlanTools): Storage {
      const { key, type, elements } = readStorageId(id, tools);
      const name = `${root}${folder}/${key}`;
      const index = directory.indexOf(name);
      if (index < 0) tools.fail(`the archive has no member ${quote(name)}`);
      const bytes = memberBytes(list, index, tools);
      const { size } = bytes, left = size - elements * type.itemBytes;
      if (left < 0) {
        const stated = `${elements} elements of ${type.dtype.name}`;
        tools.fail(`the member ${quote(name)} has ${size} bytes, too few for ${stated}`);
      }
      if (left > 0 && !longer.has(index)) {
        tools.note(`${left} bytes after the end of the storage are not read`, { path: name });
        longer.add(index);
      }
      return { type, elements, bytes, bigEndian };
    },
  };
}

async function openArchive(file: OpenFile): Promise<TorchArchive> {
  const { source, context } = file;
  const directory = await readZipDirectory(source, context.limits);
  const pickles = directory.names().filter(isArchivePickle).toArray();
  if (pickles.length !== 1) {
    context.fail(pickles.length === 0 ? "the zip archive has no data.pkl" : "the zip archive has several data.pkl");
  }
  const root = pickles[0]!.slice(0, -"data.pkl".length);
  const order = await readRecord({ ...file, root, directory, bigEndian: false }, "byteorder");
  if (order !== undefined && order !== "little" && order !== "big") {
    context.fail(`its byte order is ${quote(order)}, neither little nor big`, { path: `${root}byteorder` });
  }
  return { ...file, root, directory, bigEndian: order === "big" };
}

async function readRecord({ source, root, directory }: TorchArchive, name: string): Promise<string | undefined> {
  const index = directory.indexOf(root + name);
  if (index < 0) return undefined;
  return new TextDecoder().decode(await readZipMember(source, directory.at(index), LONGEST_RECORD));
}

function memberBytes(list: ArchiveStorages, index: number, tools: PlanTools): StorageBytes {
  const { name, method, encrypted } = list.archive.directory.at(index);
  if (encrypted) tools.unsupported(`the member ${quote(name)} is encrypted`);
  if (method === ZIP_METHOD.stored || method === ZIP_METHOD.deflated) return list.bytesAt(index);
  return tools.unsupported(`the member ${quote(name)} is compressed by method ${method}`);
}
