import { summarizeTensors } from "../../core/model/summarize_tensors.ts";
import { childrenOf } from "../../core/model/tree.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext, Probe, Summary } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { loadNpy } from "./load_npy.ts";
import { loadNpz } from "./load_npz.ts";
import { manifest } from "./manifest.ts";
import { MAGIC } from "./npy_header.ts";
import { storedInput } from "./npy_input.ts";

const ZIP_MEMBER = [0x50, 0x4b, 0x03, 0x04] as const;
const ZIP_END = [0x50, 0x4b, 0x05, 0x06] as const;
const LOCAL_HEADER_BYTES = 30;

function detect({ head, extensionMatches }: Probe): Detection | null {
  if (startsWith(head, MAGIC)) return { confidence: "certain", reason: "NumPy's first bytes" };
  const isArchive = startsWith(head, ZIP_MEMBER) || startsWith(head, ZIP_END);
  if (isArchive && firstMember(head).endsWith(".npy")) {
    return { confidence: "certain", reason: "zip archive whose first member is an .npy file" };
  }
  return isArchive && extensionMatches ? { confidence: "likely", reason: "zip archive, and named like one" } : null;
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** The name of the member that a zip archive starts with. */
function firstMember(head: Uint8Array): string {
  if (!startsWith(head, ZIP_MEMBER) || head.length < LOCAL_HEADER_BYTES) return "";
  const length = head[26]! | head[27]! << 8;
  return new TextDecoder().decode(head.subarray(LOCAL_HEADER_BYTES, LOCAL_HEADER_BYTES + length));
}

async function load(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const start = await readBytes(source, 0, Math.min(source.size, MAGIC.length));
  if (start[0] === ZIP_MEMBER[0]) return await loadNpz(source, context);
  const { node, header, byteOrder, imports } = await loadNpy(storedInput(source), "data", context);
  return {
    root: node,
    imports: [...new Set(imports)].sort(),
    container: { layout: "npy", version: header.version, order: header.order, byte_order: byteOrder },
  };
}

function summarize({ root }: Artefact): Summary {
  const tables = [root, ...[...childrenOf(root)].map(([, child]) => child)].filter(({ kind }) => kind === "table");
  return {
    facts: [...summarizeTensors(root), ...(tables.length > 0 ? [{ label: "tables", value: tables.length }] : [])],
  };
}

/** The NumPy plugin. */
const plugin: FormatPlugin = { manifest, detect, load, summarize };

export default plugin;
