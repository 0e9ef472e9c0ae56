import type { PluginManifest } from "../../core/plugin.ts";

/** JSON documents and JSON Lines. Without a signature: text has none. */
export const manifest = {
  apiVersion: 1,
  id: "json",
  title: "JSON",
  extensions: [".json", ".jsonl", ".ndjson", ".jsonc"],
  signatures: [],
} as const satisfies PluginManifest;
