import type { PluginEntry } from "../core/plugin.ts";
import { manifest as csv } from "./csv/manifest.ts";
import { manifest as json } from "./json/manifest.ts";
import { manifest as numpy } from "./numpy/manifest.ts";
import { manifest as pytorch } from "./pytorch/manifest.ts";
import { manifest as safetensors } from "./safetensors/manifest.ts";
import { manifest as yaml } from "./yaml/manifest.ts";

/**
 * The built-in formats. A parser is imported only when its format is met; the
 * imports are literal, so that the compiled binary contains them.
 */
export const REGISTRY: readonly PluginEntry[] = [
  { manifest: pytorch, load: async () => (await import("./pytorch/plugin.ts")).default },
  { manifest: safetensors, load: async () => (await import("./safetensors/plugin.ts")).default },
  { manifest: numpy, load: async () => (await import("./numpy/plugin.ts")).default },
  { manifest: json, load: async () => (await import("./json/plugin.ts")).default },
  { manifest: yaml, load: async () => (await import("./yaml/plugin.ts")).default },
  { manifest: csv, load: async () => (await import("./csv/plugin.ts")).default },
];
