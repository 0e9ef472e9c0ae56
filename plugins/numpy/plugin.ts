import { summarizeTensors } from "../../core/model/summarize_tensors.ts";
import { childrenOf } from "../../core/model/tree.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext, Probe, Summary } from "../../core/plugin.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { firstZipName, isZipHead } from "../../core/source/zip_head.ts";
import { manifest } from "./manifest.ts";
import { isNpyHead } from "./npy_head.ts";

/** As many as tell a zip archive. */
const START_BYTES = 4;

function detect({ head, extensionMatches }: Probe): Detection | null {
  if (isNpyHead(head)) return { confidence: "certain", reason: "NumPy's first bytes" };
  if (firstZipName(head).endsWith(".npy")) {
    return { confidence: "certain", reason: "zip archive whose first member is an .npy file" };
  }
  return isZipHead(head) && extensionMatches
    ? { confidence: "likely", reason: "zip archive, and named like one" }
    : null;
}

/** What reads a file is imported only now: a zip archive of another format is one to look at, too. */
async function load(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const start = await readBytes(source, 0, Math.min(source.size, START_BYTES));
  return isZipHead(start)
    ? await (await import("./load_npz.ts")).loadNpz(source, context)
    : await (await import("./load_npy.ts")).loadNpyFile(source, context);
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
