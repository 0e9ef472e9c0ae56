import type { PluginManifest } from "../../core/plugin.ts";

/** YAML documents. Without a signature: text has none. */
export const manifest = {
  apiVersion: 1,
  id: "yaml",
  title: "YAML",
  extensions: [".yaml", ".yml"],
  signatures: [],
} as const satisfies PluginManifest;
