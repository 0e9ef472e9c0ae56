import { isTaggedError } from "../../core/model/errors.ts";
import type { Detection, Probe } from "../../core/plugin.ts";
import { readZipDirectory } from "../../core/source/zip_directory.ts";
import { firstZipName, isZipHead } from "../../core/source/zip_head.ts";
import { findOpcode } from "../pickle/opcodes.ts";
import { isArchivePickle } from "./archive_pickle.ts";
import { LEGACY_MAGIC } from "./legacy_magic.ts";
import { readTarHeader } from "./tar_directory.ts";

/** The ways a file that this plugin reads can be built. */
export type Layout = "zip" | "legacy" | "tar" | "pickle" | "shards";

const PROTO = 0x80;
const TAR_MEMBERS: ReadonlySet<string> = new Set(["sys_info", "pickle", "tensors", "storages"]);

/** The layout by the first bytes, or `undefined`. */
export async function layoutOf(name: string, head: Uint8Array): Promise<Layout | undefined> {
  if (isZipHead(head)) return "zip";
  if (name.endsWith(".index.json")) return "shards";
  if (isTar(head)) return "tar";
  if (head.length === 0 || findOpcode(head[0]!) === undefined) return undefined;
  // Imported only now: an archive has no pickle to look at yet.
  const { firstPickle } = await import("./first_pickle.ts");
  const first = firstPickle(head, head[0] === PROTO);
  if (first === undefined) return undefined;
  return first === LEGACY_MAGIC ? "legacy" : "pickle";
}

/** Whether a file is one of the plugin's, and how surely. */
export async function detectTorch(probe: Probe): Promise<Detection | null> {
  const { head, extensionMatches } = probe;
  switch (await layoutOf(probe.name, head)) {
    case "zip":
      return await detectArchive(probe);
    case "legacy":
      return { confidence: "certain", reason: "torch's magic number" };
    case "tar":
      return { confidence: "certain", reason: "a tar archive with the members of torch's oldest layout" };
    case "shards":
      return isIndex(probe) ? { confidence: "certain", reason: "an index of PyTorch shards" } : null;
    case "pickle": {
      const stated = head[0] === PROTO;
      if (!stated && !extensionMatches) return null;
      return { confidence: stated || extensionMatches ? "likely" : "possible", reason: "a pickle" };
    }
    default:
      return null;
  }
}

async function detectArchive({ source, head, limits, extensionMatches }: Probe): Promise<Detection | null> {
  const found: Detection = { confidence: "certain", reason: "a zip archive with data.pkl" };
  if (isArchivePickle(firstZipName(head))) return found;
  try {
    return (await readZipDirectory(source, limits)).names().some(isArchivePickle) ? found : null;
  } catch (error) {
    if (!isTaggedError(error)) throw error;
    // Damaged, or a directory too long to look at: loading says which.
    return extensionMatches ? { confidence: "likely", reason: "a zip archive with PyTorch's file name" } : null;
  }
}

function isTar(head: Uint8Array): boolean {
  const header = readTarHeader(head.subarray(0, 512));
  return header !== undefined && TAR_MEMBERS.has(header.name);
}

function isIndex({ head, name }: Probe): boolean {
  const text = new TextDecoder().decode(head);
  return name.endsWith(".bin.index.json") || (text.includes('"weight_map"') && /\.(bin|pt|pth)"/.test(text));
}
