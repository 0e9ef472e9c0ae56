import type { PluginManifest } from "../../core/plugin.ts";

/** The safetensors format: a JSON header and the tensors' bytes, and the index of a model in several such files. */
export const manifest: PluginManifest = {
  apiVersion: 1,
  id: "safetensors",
  title: "safetensors",
  extensions: [".safetensors", ".safetensors.index.json"],
  // The header's first byte, after its length.
  signatures: [{ offset: 8, bytes: [0x7b] }],
};
