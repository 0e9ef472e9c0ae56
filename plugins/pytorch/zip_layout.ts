import { quote } from "../../core/model/escape.ts";
import { childrenOf } from "../../core/model/tree.ts";
import type { Artefact } from "../../core/plugin.ts";
import { readZipDirectory, ZIP_METHOD } from "../../core/source/zip_directory.ts";
import { inflateZipMember, openZipMember, readZipMember } from "../../core/source/zip_member.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { readPickle } from "../pickle/read_pickle.ts";
import type { PicklePersistent } from "../pickle/value.ts";
import { isArchivePickle } from "./archive_pickle.ts";
import { LazySource } from "./lazy_source.ts";
import { artefactOf, type OpenFile } from "./open_file.ts";
import { noteOtherMembers } from "./other_members.ts";
import { readStorageId } from "./storage_id.ts";
import { type Storage, type StorageBytes, storedBytes } from "./storage.ts";
import type { TorchArchive } from "./torch_archive.ts";
import type { Storages } from "./torch_library.ts";
import { readTorchscript } from "./torchscript.ts";

/** Longest of the records that hold a word or a number. */
const LONGEST_RECORD = 1024;

/** Loads the layout of torch 1.6 and later, and TorchScript: a zip of `data.pkl` and one member a storage. */
export async function loadZip(file: OpenFile): Promise<Artefact> {
  const archive = await openArchive(file);
  const { root, bigEndian, context } = archive;
  const { value, globals, discarded, protocol } = await readArchivePickle(archive, "data.pkl");
  const version = await readRecord(archive, "version");
  const isScript = archive.members.has(`${root}constants.pkl`), layout = isScript ? "torchscript" : "zip";
  noteOtherMembers(archive, layout);
  const container = {
    layout,
    protocol,
    byte_order: bigEndian ? "big" : "little",
    root: root.slice(0, -1),
    ...(version === undefined ? {} : { file_version: version.trim() }),
  };
  const reading = { value, globals, discarded, storages: archiveStorages(archive, "data"), container };
  if (!isScript) return artefactOf(file, reading);
  const script = await readTorchscript(archive, context.limits);
  const model = await artefactOf(file, { ...reading, special: script.knowledge, metadata: script.metadata });
  const constants = await readArchivePickle(archive, "constants.pkl");
  const storages = archiveStorages(archive, "constants");
  return withConstants(model, await artefactOf(file, { ...constants, storages, container, special: script.knowledge }));
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

/** Reads a pickle in the archive. */
async function readArchivePickle(archive: TorchArchive, name: string) {
  const { source, context, root, members } = archive;
  const member = members.get(root + name) ?? context.fail(`the archive has no member ${quote(root + name)}`);
  const bytes = await readZipMember(source, member, context.limits.pickleBytes);
  const { limits, file } = context;
  return readPickle(bytes, { file, member: root + name, offset: 0, limits });
}

/** The storages that lie in a folder of the archive. */
function archiveStorages(archive: TorchArchive, folder: string): Storages {
  const known = new Map<string, Storage>();
  return {
    byId({ id }: PicklePersistent, tools: PlanTools): Storage {
      const { key, type, elements } = readStorageId(id, tools);
      const name = `${archive.root}${folder}/${key}`;
      const found = known.get(name);
      const bytes = found?.bytes ?? memberBytes(archive, name, tools);
      if (elements * type.itemBytes > bytes.size) {
        const stated = `${elements} elements of ${type.dtype.name}`;
        tools.fail(`the member ${quote(name)} has ${bytes.size} bytes, too few for ${stated}`);
      }
      if (!found && elements * type.itemBytes < bytes.size) {
        tools.note(`${bytes.size - elements * type.itemBytes} bytes after the end of the storage are not read`, {
          path: name,
        });
      }
      if (found && found.type.dtype === type.dtype && found.elements === elements) return found;
      const storage = { key: `${archive.scope}${folder}/${key}`, type, elements, bytes, bigEndian: archive.bigEndian };
      known.set(name, storage);
      return storage;
    },
  };
}

async function openArchive(file: OpenFile): Promise<TorchArchive> {
  const { source, context } = file;
  const directory = await readZipDirectory(source, context.limits);
  const pickles = directory.filter(({ name }) => isArchivePickle(name));
  if (pickles.length !== 1) {
    context.fail(pickles.length === 0 ? "the zip archive has no data.pkl" : "the zip archive has several data.pkl");
  }
  const root = pickles[0]!.name.slice(0, -"data.pkl".length);
  const members = new Map(directory.map((member) => [member.name, member]));
  const order = await readRecord({ ...file, root, members, bigEndian: false }, "byteorder");
  if (order !== undefined && order !== "little" && order !== "big") {
    context.fail(`its byte order is ${quote(order)}, neither little nor big`, { path: `${root}byteorder` });
  }
  return { ...file, root, members, bigEndian: order === "big" };
}

async function readRecord({ source, root, members }: TorchArchive, name: string): Promise<string | undefined> {
  const member = members.get(root + name);
  return member && new TextDecoder().decode(await readZipMember(source, member, LONGEST_RECORD));
}

function memberBytes({ source, members }: TorchArchive, name: string, tools: PlanTools): StorageBytes {
  const member = members.get(name) ?? tools.fail(`the archive has no member ${quote(name)}`);
  const { method, size, encrypted } = member;
  if (encrypted) tools.unsupported(`the member ${quote(name)} is encrypted`);
  if (method === ZIP_METHOD.stored) {
    return storedBytes(new LazySource(`${source.name}/${name}`, size, () => openZipMember(source, member)));
  }
  if (method !== ZIP_METHOD.deflated) tools.unsupported(`the member ${quote(name)} is compressed by method ${method}`);
  return { size, source: null, inflate: () => inflateZipMember(source, member) };
}
