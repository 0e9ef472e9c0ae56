/** A line of a tree: a heading, or an entry of the list that the tree was made of. */
export interface TreeRow<T> {
  /** How far it is indented, from 0. */
  readonly depth: number;
  /** The part of the path that the headings above do not say. */
  readonly label: string;
  /** `null` for a heading. */
  readonly entry: T | null;
}

/** Deeper than this, paths are left whole: a file decides how many dots a name has. */
const DEEPEST = 8;

/**
 * A list of dotted paths as a tree, in the order of the list: what at least two
 * paths share becomes a heading, and a chain of parts without a branch stays
 * one line.
 *
 * @example
 * ```ts
 * import { structureTree } from "./structure_tree.ts";
 * import { assertEquals } from "@std/assert";
 * const rows = structureTree(["layer4.1.conv1.weight", "layer4.1.bn1.weight", "fc.weight"], (path) => path);
 * assertEquals(rows.map(({ depth, label }) => "  ".repeat(depth) + label), [
 *   "layer4.1",
 *   "  conv1.weight",
 *   "  bn1.weight",
 *   "fc.weight",
 * ]);
 * ```
 */
export function structureTree<T>(entries: readonly T[], pathOf: (entry: T) => string): TreeRow<T>[] {
  return rowsOf(entries.map((entry) => ({ entry, parts: pathOf(entry).split(".") })), 0);
}

interface Branch<T> {
  readonly entry: T;
  readonly parts: readonly string[];
}

function rowsOf<T>(branches: readonly Branch<T>[], depth: number): TreeRow<T>[] {
  const groups = depth < DEEPEST
    ? Map.groupBy(branches, ({ parts }) => parts[0]!).values()
    : branches.map((each) => [each]);
  return [...groups].flatMap((group) => {
    const shared = sharedParts(group);
    if (group.length === 1 || shared === 0) {
      return group.map(({ entry, parts }) => ({ depth, label: parts.join("."), entry }));
    }
    const heading = { depth, label: group[0]!.parts.slice(0, shared).join("."), entry: null };
    return [heading, ...rowsOf(group.map(({ entry, parts }) => ({ entry, parts: parts.slice(shared) })), depth + 1)];
  });
}

/** How many leading parts all paths share, of which the last part of none is one: it names the node itself. */
function sharedParts<T>(group: readonly Branch<T>[]): number {
  const [first, ...others] = group;
  const most = group.reduce((least, { parts }) => Math.min(least, parts.length - 1), Infinity);
  let count = 0;
  while (count < most && others.every(({ parts }) => parts[count] === first!.parts[count])) count++;
  return count;
}
