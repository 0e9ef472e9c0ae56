import type { Artefact, FormatPlugin } from "../../core/plugin.ts";
import { readBytes } from "../../core/source/byte_source.ts";
import { detectTorch, type Layout, layoutOf } from "./detect.ts";
import { manifest } from "./manifest.ts";
import type { OpenFile } from "./open_file.ts";
import { summarizeTorch } from "./summarize.ts";

const HEAD_BYTES = 64 * 1024;

/** The readers of the layouts, each imported when a file has it. */
const READERS: Readonly<Record<Layout, (file: OpenFile) => Promise<Artefact>>> = {
  zip: async (file) => (await import("./zip_layout.ts")).loadZip(file),
  legacy: async (file) => (await import("./legacy_layout.ts")).loadLegacy(file),
  tar: async (file) => (await import("./tar_layout.ts")).loadTar(file),
  pickle: async (file) => (await import("./plain_pickle.ts")).loadPlain(file),
  shards: async (file) => (await import("./shards.ts")).loadShards(file, loadFile),
};

/** PyTorch files of every layout, read without running any of their code. */
const plugin: FormatPlugin = {
  manifest,
  detect: detectTorch,
  load: (source, context) => loadFile({ source, context, scope: "" }),
  summarize: summarizeTorch,
};

async function loadFile(file: OpenFile): Promise<Artefact> {
  const { source, context } = file;
  const layout = await layoutOf(source.name, await readBytes(source, 0, Math.min(HEAD_BYTES, source.size))) ?? "pickle";
  if (layout === "shards" && file.scope !== "") context.fail("a shard is an index of shards itself");
  return await READERS[layout](file);
}

export default plugin;
