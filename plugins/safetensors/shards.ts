import { quote } from "../../core/model/escape.ts";
import type { TensorNode } from "../../core/model/tensor.ts";
import type { Artefact, LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { readTextBlocks } from "../../core/source/text.ts";
import { isObject, type JsonObject, parseObject } from "./parse_object.ts";
import { type LoadedFile, loadFile, metadataNode } from "./single_file.ts";

/** JSON has no byte-order mark. */
const STRICT_UTF8 = { encoding: "utf-8", bomBytes: 0 } as const;

/**
 * Loads a model in several files, named by a Hugging Face index: `weight_map`
 * says in which of them each tensor is. All are in the index's folder.
 */
export async function loadShards(index: ByteSource, context: LoadContext): Promise<Artefact> {
  const { documentBytes } = context.limits;
  if (index.size > documentBytes) context.exceeds(`the index has ${index.size} bytes, more than ${documentBytes}`);
  let text = "";
  for await (const block of readTextBlocks(index, STRICT_UTF8, context.limits.blockBytes)) text += block;
  const json = parseObject({ text, offset: 0, what: "index" }, context);
  const shardOf = readWeightMap(json, context);
  const entries = new Map<string, TensorNode>();
  const metadata = new Map<string, string>();
  const foundIn = new Map<string, string>();
  const shards = [...new Set(shardOf.values())].sort();
  let bytes = 0;
  for (const shard of shards) {
    const source = await context.sibling(shard);
    const file = await loadFile(source, context.within(source));
    addTensors(file, shard, shardOf, foundIn, entries, context);
    addMetadata(file, shard, metadata, context);
    bytes += file.dataBytes;
  }
  checkComplete(shardOf, foundIn, context);
  checkTotal(json, bytes, context);
  return {
    root: { kind: "map", entries },
    ...metadataNode(metadata),
    container: { layout: "shards", shards: shards.length },
  };
}

function readWeightMap({ weight_map: map }: JsonObject, context: LoadContext): ReadonlyMap<string, string> {
  if (!isObject(map)) return context.fail('the index has no "weight_map"');
  const entries = Object.entries(map);
  for (const [name, shard] of entries) {
    if (typeof shard !== "string") context.fail("the index names no file for it", { path: name });
  }
  return new Map(entries as [string, string][]);
}

function addTensors(
  { tensors }: LoadedFile,
  shard: string,
  shardOf: ReadonlyMap<string, string>,
  foundIn: Map<string, string>,
  entries: Map<string, TensorNode>,
  context: LoadContext,
): void {
  let unlisted = 0;
  for (const [name, tensor] of tensors) {
    const other = foundIn.get(name);
    if (other !== undefined) context.fail(`it is in two shards: ${quote(other)} and ${quote(shard)}`, { path: name });
    foundIn.set(name, shard);
    entries.set(name, tensor);
    if (!shardOf.has(name)) unlisted++;
  }
  if (unlisted > 0) {
    const tensorsText = unlisted === 1 ? "1 tensor that the index does" : `${unlisted} tensors that the index does`;
    context.note(`the shard ${quote(shard)} has ${tensorsText} not name; compared all the same`);
  }
}

function addMetadata({ metadata }: LoadedFile, shard: string, all: Map<string, string>, context: LoadContext): void {
  for (const [key, value] of metadata) {
    const known = all.get(key);
    if (known === undefined) all.set(key, value);
    else if (known !== value) {
      context.note(`the shard ${quote(shard)} has another value of ${quote(key)} in its metadata; the first is taken`);
    }
  }
}

function checkComplete(
  shardOf: ReadonlyMap<string, string>,
  foundIn: ReadonlyMap<string, string>,
  context: LoadContext,
): void {
  for (const [name, shard] of shardOf) {
    const found = foundIn.get(name);
    if (found === undefined) {
      context.fail(`the index says that it is in ${quote(shard)}, but it is in none`, { path: name });
    }
    if (found !== shard) {
      context.fail(`the index says that it is in ${quote(shard)}, but it is in ${quote(found)}`, { path: name });
    }
  }
}

function checkTotal({ metadata }: JsonObject, bytes: number, context: LoadContext): void {
  const total = isObject(metadata) ? metadata.total_size : undefined;
  if (total === undefined || Number(total) === bytes) return;
  context.note(`the index states a total size of ${quote(String(total))} bytes, but its tensors have ${bytes}`);
}
