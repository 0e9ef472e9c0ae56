import { summarizeTensors } from "../../core/model/summarize_tensors.ts";
import { childrenOf } from "../../core/model/tree.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext, Probe, Summary } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { firstZipName, isZipHead } from "../../core/source/zip_head.ts";
import { loadNpy } from "./load_npy.ts";
import { loadNpz } from "./load_npz.ts";
import { manifest } from "./manifest.ts";
import { MAGIC } from "./npy_header.ts";
import { storedInput } from "./npy_input.ts";

function detect({ head, extensionMatches }: Probe): Detection | null {
  if (MAGIC.every((byte, index) => head[index] === byte)) {
    return { confidence: "certain", reason: "NumPy's first bytes" };
  }
  if (firstZipName(head).endsWith(".npy")) {
    return { confidence: "certain", reason: "zip archive whose first member is an .npy file" };
  }
  return isZipHead(head) && extensionMatches
    ? { confidence: "likely", reason: "zip archive, and named like one" }
    : null;
}

async function load(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const start = await readBytes(source, 0, Math.min(source.size, MAGIC.length));
  if (isZipHead(start)) return await loadNpz(source, context);
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
