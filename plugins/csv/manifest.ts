import type { PluginManifest } from "../../core/plugin.ts";

/** Tables of delimited text. Without a signature: text has none. */
export const manifest = {
  apiVersion: 1,
  id: "csv",
  title: "CSV",
  extensions: [".csv", ".tsv", ".tab"],
  signatures: [],
} as const satisfies PluginManifest;
