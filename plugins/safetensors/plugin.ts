import { summarizeTensors } from "../../core/model/summarize_tensors.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext, Probe } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { LENGTH_BYTES } from "./header.ts";
import { manifest } from "./manifest.ts";
import { loadShards } from "./shards.ts";
import { loadSingle } from "./single_file.ts";

const INDEX_SUFFIX = ".safetensors.index.json";
/** How a header begins: an object whose first name leads to an object. */
const HEADER_START = /^\{\s*(?:\}|"(?:[^"\\]|\\.)*(?:"\s*:\s*\{|$))/;

function detect({ name, head, size, extensionMatches }: Probe): Detection | null {
  if (name.endsWith(INDEX_SUFFIX)) {
    if (!new TextDecoder().decode(head).includes('"weight_map"')) return null;
    return { confidence: "certain", reason: "index of safetensors files" };
  }
  const length = headerLength(head);
  if (length !== null && length <= size - LENGTH_BYTES && length >= 2) {
    const start = new TextDecoder().decode(head.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
    if (HEADER_START.test(start)) return { confidence: "certain", reason: `safetensors header of ${length} bytes` };
  }
  // A damaged file gets a message of its own from `load`; one of another format is left to the others.
  return extensionMatches && length !== null ? { confidence: "possible", reason: "named like one" } : null;
}

/** The length that the first bytes state; `null` where they are text or too few, which is no length at all. */
function headerLength(head: Uint8Array): number | null {
  if (head.length < LENGTH_BYTES || head[LENGTH_BYTES - 1] !== 0) return null;
  const view = new DataView(head.buffer, head.byteOffset, LENGTH_BYTES);
  return Number(view.getBigUint64(0, true));
}

async function load(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const isIndex = context.file.endsWith(INDEX_SUFFIX);
  return await (isIndex ? loadShards : loadSingle)(source, context);
}

/** The safetensors plugin. */
const plugin: FormatPlugin = {
  manifest,
  detect,
  load,
  summarize: ({ root, metadata }) => ({
    facts: [
      ...summarizeTensors(root),
      ...[...metadata?.entries ?? []].map(([key, node]) => ({
        label: `metadata ${key}`,
        value: node.kind === "scalar" ? String(node.value) : node.kind,
      })),
    ],
  }),
};

export default plugin;
