import { compareCodePoints } from "./code_point_order.ts";
import type { BlockCount } from "./size.ts";

/** What blocks are counted by: a tensor's name, part by part, and where it is. */
export interface NamedTensor {
  readonly parts: readonly string[];
  readonly inOld: boolean;
  readonly inNew: boolean;
  /** Whether it is training state. */
  readonly isState: boolean;
}

/**
 * Lists of numbered blocks: for each prefix how many different `<prefix>.N.`
 * there are. Numbers inside of a block are its own affair, and training state
 * numbers something else. Inferred: names alone say so.
 *
 * @example
 * ```ts
 * import { countBlocks } from "./count_blocks.ts";
 * import { assertEquals } from "@std/assert";
 * const names = ["layer1.0.conv.0.weight", "layer1.1.conv.0.weight", "fc.weight"];
 * const tensors = names.map((name) => ({ parts: name.split("."), inOld: true, inNew: true, isState: false }));
 * assertEquals(countBlocks(tensors), [{ name: "layer1", old: 2, new: 2 }]);
 * ```
 */
export function countBlocks(
  tensors: Iterable<NamedTensor>,
): BlockCount[] {
  const blocks = new Map<string, { readonly old: Set<string>; readonly new: Set<string> }>();
  for (const { parts, inOld, inNew, isState } of tensors) {
    const at = parts.findIndex((part) => /^\d+$/.test(part));
    if (isState || at < 1 || at === parts.length - 1) continue;
    const name = parts.slice(0, at).join("."), number = parts[at]!;
    const numbers = blocks.get(name) ?? { old: new Set(), new: new Set() };
    if (inOld) numbers.old.add(number);
    if (inNew) numbers.new.add(number);
    blocks.set(name, numbers);
  }
  return Array.from(blocks, ([name, numbers]) => ({ name, old: numbers.old.size, new: numbers.new.size }))
    .sort((a, b) => compareCodePoints(a.name, b.name));
}
