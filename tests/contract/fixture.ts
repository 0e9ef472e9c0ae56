import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import type { OpenInput } from "../../core/source/open_input.ts";
import { readBytes } from "../../core/source/byte_source.ts";
import { openFile } from "../../core/source/file.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import type { CompareOptions } from "../../core/compare_options.ts";
import { REGISTRY } from "../../plugins/registry.ts";

/** A file that a real library wrote. */
export interface Fixture {
  /** The plugin that reads it. */
  readonly plugin: string;
  /** Below the plugin's folder. */
  readonly name: string;
  readonly path: string;
}

const FILES = new URL("../../fixtures/files/", import.meta.url).pathname;

/** Everything exact, with the built-in plugins. */
export const EXACT: CompareOptions = { registry: REGISTRY, limits: DEFAULT_LIMITS, values: true };

/** Every file below `fixtures/files`, sorted. */
export function listFixtures(): Fixture[] {
  return REGISTRY.map(({ manifest }) => manifest.id).flatMap((plugin) =>
    listFiles(`${FILES}${plugin}/`, "").map((name) => ({ plugin, name, path: `${FILES}${plugin}/${name}` }))
  );
}

function listFiles(root: string, folder: string): string[] {
  const entries = [...Deno.readDirSync(root + folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  return entries.flatMap(({ name, isDirectory }) => {
    if (isDirectory) return listFiles(root, `${folder}${name}/`);
    return name.endsWith(".facts.json") ? [] : [folder + name];
  });
}

/** Bytes in memory as an input under a path; siblings come from the folder on disk. */
export function memoryInput(path: string, bytes: Uint8Array): OpenInput {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return {
    path,
    source: createMemorySource(path, bytes),
    async sibling(name) {
      await using file = openFile(folder + name);
      return createMemorySource(folder + name, await readBytes(file, 0, file.size));
    },
  };
}
