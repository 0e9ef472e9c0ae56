import { isTaggedError } from "../../model/errors.ts";

/** A value of a configuration file, and the line that it starts in, from 1. */
export type LocatedNode = { readonly line: number } & (LocatedScalar | LocatedList | LocatedMap);

/** A single value. */
export interface LocatedScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
}

/** A sequence. */
export interface LocatedList {
  readonly kind: "list";
  readonly items: readonly LocatedNode[];
}

/** A mapping, in the order of the file. */
export interface LocatedMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

/** A value and the line of its key. */
export interface LocatedEntry {
  readonly line: number;
  readonly value: LocatedNode;
}

/** Where and why a configuration file is wrong. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly line: number;
  /** The message is a clause without a final period. */
  constructor(line: number, reason: string) {
    super(reason);
    this.line = line;
  }
}

/**
 * What a function gives; what it refuses is wrong in that line of a configuration file.
 *
 * @throws {ConfigError}
 */
export function asConfigError<T>(line: number, use: () => T): T {
  try {
    return use();
  } catch (cause) {
    throw isTaggedError(cause) ? new ConfigError(line, cause.message) : cause;
  }
}

/**
 * A node as plain data.
 *
 * @example
 * ```ts
 * import { plainValue } from "./located_node.ts";
 * import { assertEquals } from "@std/assert";
 * const one = { kind: "scalar", value: 1, line: 1 } as const;
 * const map = { kind: "map", entries: new Map([["a", { line: 1, value: one }]]), line: 1 } as const;
 * assertEquals(plainValue({ kind: "list", items: [one, map], line: 1 }), [1, { a: 1 }]);
 * ```
 */
export function plainValue(node: LocatedNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plainValue);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainValue(value)]));
}

/** The node under a key of a map; `undefined` where there is none, or no map. */
export function childOf(node: LocatedNode | undefined, key: string): LocatedNode | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.value : undefined;
}

/** The entries of a map; none of what is no map. */
export function entriesOf(node: LocatedNode | undefined): readonly (readonly [string, LocatedEntry])[] {
  return node?.kind === "map" ? [...node.entries] : [];
}

/** The items of a list; none of what is no list. */
export function itemsOf(node: LocatedNode | undefined): readonly LocatedNode[] {
  return node?.kind === "list" ? node.items : [];
}
