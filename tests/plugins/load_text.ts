import { createContext } from "../../core/load/create_context.ts";
import { placeText } from "../../core/model/errors.ts";
import { DEFAULT_LIMITS, type Limits } from "../../core/model/limits.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext } from "../../core/plugin.ts";
import { createMemorySource } from "../../core/source/memory.ts";

/** A loaded text and what the user was told about it. */
export interface Loaded extends Artefact {
  /** `reason` or `place: reason`. */
  readonly notes: string[];
}

/** Loads bytes or a text under a name. */
export async function loadText(
  plugin: FormatPlugin,
  file: string,
  content: string | Uint8Array,
  limits: Partial<Limits> = {},
): Promise<Loaded> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const notes: string[] = [];
  const artefact = await plugin.load(createMemorySource(file, bytes), createTestContext(file, notes, limits));
  return { ...artefact, notes };
}

/** Loads a fixture by its path below `fixtures/`. */
export function loadFixture(plugin: FormatPlugin, path: string): Promise<Loaded> {
  return loadText(plugin, path.slice(path.lastIndexOf("/") + 1), Deno.readFileSync(`fixtures/${path}`));
}

/** What a plugin says of a text under a name. */
export function detectText(plugin: FormatPlugin, name: string, content: string | Uint8Array) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const probe = {
    name,
    size: bytes.length,
    head: bytes.subarray(0, 65_536),
    extensionMatches: plugin.manifest.extensions.some((extension) => name.endsWith(extension)),
    source: createMemorySource(name, bytes),
    limits: DEFAULT_LIMITS,
  };
  return (plugin.detect(probe) as Detection | null)?.confidence ?? null;
}

/** The fixtures of a plugin with their facts. */
export function fixturesOf(plugin: string): { path: string; name: string; facts: Record<string, unknown> }[] {
  const folder = `fixtures/files/${plugin}`;
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => !name.endsWith(".facts.json"));
  return names.sort().map((name) => ({
    name,
    path: `files/${plugin}/${name}`,
    facts: JSON.parse(Deno.readTextFileSync(`${folder}/${name}.facts.json`)),
  }));
}

/** A tree as the facts write it: NaN, infinities and integers beyond 2^53 as strings, bytes as `{hex}`. */
export function toFacts(node: TreeNode): unknown {
  switch (node.kind) {
    case "map":
      return Object.fromEntries([...node.entries].map(([key, member]) => [key, toFacts(member)]));
    case "list":
      return node.items.map(toFacts);
    case "scalar": {
      const { value } = node;
      if (typeof value === "bigint") return value === 2n ** 53n ? Number(value) : String(value);
      if (typeof value === "number" && !Number.isFinite(value)) return String(value);
      return value instanceof Uint8Array ? { hex: hex(value) } : value;
    }
    default:
      throw new TypeError(`Facts have no ${node.kind}`);
  }
}

/** A context that collects notes as `reason` or `place: reason`. */
export function createTestContext(file: string, notes: string[] = [], limits: Partial<Limits> = {}): LoadContext {
  return createContext({
    limits: { ...DEFAULT_LIMITS, ...limits },
    file,
    sibling: () => Promise.reject(new TypeError("A text has no siblings")),
    note: (reason, place) => void notes.push(place ? `${placeText(place)}: ${reason}` : reason),
  });
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
