import { quote } from "../../core/model/escape.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Artefact, LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { readZipDirectory } from "../../core/source/zip_directory.ts";
import { ZIP_METHOD, type ZipMember } from "../../core/source/zip_entry.ts";
import { openZipMember } from "../../core/source/zip_member.ts";
import { loadNpy } from "./load_npy.ts";
import { deflatedInput, storedInput } from "./npy_input.ts";

const SUFFIX = ".npy";
/** Names that a message lists before it counts the rest. */
const NAMES_SHOWN = 3;

/** Loads an .npz archive: a map of its arrays by name. */
export async function loadNpz(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const members = [...await readZipDirectory(source, context.limits)];
  const arrays = members.filter(({ name }) => name.endsWith(SUFFIX));
  const entries = new Map<string, TreeNode>();
  const imports = new Set<string>();
  for (const member of arrays) {
    const key = member.name.slice(0, -SUFFIX.length);
    const input = await openMember(source, member, context);
    const array = await loadNpy(input, key, context);
    entries.set(key, array.node);
    for (const name of array.imports) imports.add(name);
  }
  noteOthers(members, context);
  return {
    root: { kind: "map", entries },
    imports: [...imports].sort(),
    container: { layout: "npz", members: members.length, compression: compressionOf(arrays) },
  };
}

async function openMember(source: ByteSource, member: ZipMember, { limits }: LoadContext) {
  return member.method === ZIP_METHOD.deflated && !member.encrypted
    ? deflatedInput(source, member, limits.documentBytes)
    : storedInput(await openZipMember(source, member), member.name);
}

/** Tells of members that are no arrays; folders hold nothing and need no word. */
function noteOthers(members: readonly ZipMember[], context: LoadContext): void {
  const others = members.filter(({ name }) => !name.endsWith(SUFFIX) && !name.endsWith("/"));
  if (others.length === 0) return;
  const names = others.slice(0, NAMES_SHOWN).map(({ name }) => quote(name)).join(", ");
  const more = others.length > NAMES_SHOWN ? ` and ${others.length - NAMES_SHOWN} more` : "";
  context.note(`members that are not .npy files are left out: ${names}${more}`);
}

function compressionOf(members: readonly ZipMember[]): string {
  const deflated = members.filter(({ method }) => method === ZIP_METHOD.deflated).length;
  if (deflated === 0) return "none";
  return deflated === members.length ? "deflate" : "mixed";
}
