import { quote } from "../../core/model/escape.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Artefact, LoadContext } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import type { OpenFile } from "./open_file.ts";

/**
 * Loads the shards that a Hugging Face `pytorch_model.bin.index.json` names as
 * one map of tensors, in the order of the index.
 */
export async function loadShards(
  file: OpenFile,
  loadOne: (file: OpenFile) => Promise<Artefact>,
): Promise<Artefact> {
  const { source, context } = file;
  const where = weightMap(await readIndex(source, context), context);
  const shards = new Map<string, ReadonlyMap<string, TreeNode>>();
  const imports = new Set<string>();
  const metadata = new Map<string, TreeNode>();
  for (const name of new Set(where.values())) {
    const shardSource = await context.sibling(name);
    const shard = await loadOne({ source: shardSource, context: context.within(shardSource), scope: `${name} ` });
    const { root } = shard;
    shards.set(name, root.kind === "map" ? root.entries : context.fail(`the shard ${quote(name)} is not a map`));
    for (const global of shard.imports ?? []) imports.add(global);
    if (shard.metadata) metadata.set(name, shard.metadata);
  }
  const entries = new Map([...where].map(([tensor, shard]): [string, TreeNode] => {
    const node = shards.get(shard)?.get(tensor);
    return [tensor, node ?? context.fail(`the shard ${quote(shard)} does not hold it`, { path: tensor })];
  }));
  addUnlisted(entries, shards, where, context);
  return {
    root: { kind: "map", entries },
    imports: [...imports].sort(),
    container: { layout: "shards", shards: shards.size },
    ...(metadata.size > 0 ? { metadata: { kind: "map", entries: metadata } } : {}),
  };
}

async function readIndex(source: ByteSource, context: LoadContext): Promise<unknown> {
  const { documentBytes } = context.limits;
  if (source.size > documentBytes) context.exceeds(`the index has ${source.size} bytes, more than ${documentBytes}`);
  const bytes = await readBytes(source, 0, source.size);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    context.fail("the index is not JSON in UTF-8");
  }
}

function weightMap(index: unknown, context: LoadContext): ReadonlyMap<string, string> {
  const map = (index as { readonly weight_map?: unknown } | null)?.weight_map;
  if (typeof map !== "object" || map === null || Array.isArray(map)) context.fail("the index has no weight_map");
  const entries = Object.entries(map as Readonly<Record<string, unknown>>);
  for (const [tensor, shard] of entries) {
    if (typeof shard !== "string") context.fail("its shard is not named by text", { path: tensor });
  }
  return new Map(entries as [string, string][]);
}

/** Adds what shards hold and the index does not name; of two members of one name the index tells which counts. */
function addUnlisted(
  entries: Map<string, TreeNode>,
  shards: ReadonlyMap<string, ReadonlyMap<string, TreeNode>>,
  where: ReadonlyMap<string, string>,
  context: LoadContext,
): void {
  for (const [name, members] of shards) {
    const others = [...members].filter(([tensor]) => where.get(tensor) !== name);
    if (others.length === 0) continue;
    let hidden = 0;
    for (const [tensor, node] of others) {
      if (entries.has(tensor)) hidden++;
      else entries.set(tensor, node);
    }
    const leftOut = hidden > 0 ? `, ${hidden} of which another shard has as well: left out` : "; compared all the same";
    context.note(
      `the shard ${quote(name)} has members that the index does not name (${others.length} in all)${leftOut}`,
    );
  }
}
