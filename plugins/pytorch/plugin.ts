import type { Artefact, FormatPlugin } from "../../core/plugin.ts";
import { readBytes } from "../../core/source/byte_source.ts";
import { detectTorch, layoutOf } from "./detect.ts";
import { loadLegacy } from "./legacy_layout.ts";
import { manifest } from "./manifest.ts";
import type { OpenFile } from "./open_file.ts";
import { loadPlain } from "./plain_pickle.ts";
import { loadShards } from "./shards.ts";
import { summarizeTorch } from "./summarize.ts";
import { loadTar } from "./tar_layout.ts";
import { loadZip } from "./zip_layout.ts";

const HEAD_BYTES = 64 * 1024;

/** PyTorch files of every layout, read without running any of their code. */
const plugin: FormatPlugin = {
  manifest,
  detect: detectTorch,
  load: (source, context) => loadFile({ source, context, scope: "" }),
  summarize: summarizeTorch,
};

async function loadFile(file: OpenFile): Promise<Artefact> {
  const { source, context } = file;
  const head = await readBytes(source, 0, Math.min(HEAD_BYTES, source.size));
  switch (layoutOf(source.name, head)) {
    case "zip":
      return await loadZip(file);
    case "legacy":
      return await loadLegacy(file);
    case "tar":
      return await loadTar(file);
    case "shards":
      if (file.scope !== "") context.fail("a shard is an index of shards itself");
      return await loadShards(file, loadFile);
    default:
      return await loadPlain(file);
  }
}

export default plugin;
