import type { Leaf } from "../model/leaf.ts";

/** Leaves by name, `null` where several have it; those whose name is `null` are left out. */
export function uniqueByName<L extends Leaf>(
  leaves: readonly L[],
  name: (leaf: L) => string | null,
): Map<string, L | null> {
  const byName = new Map<string, L | null>();
  for (const leaf of leaves) {
    const key = name(leaf);
    if (key !== null) byName.set(key, byName.has(key) ? null : leaf);
  }
  return byName;
}
