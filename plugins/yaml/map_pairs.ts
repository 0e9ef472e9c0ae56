import { quote } from "../../core/model/escape.ts";
import type { ScalarNode } from "../../core/model/scalar.ts";
import type { TreeNode } from "../../core/model/tree.ts";

/** A member of a mapping as it stands in the file. */
export interface Pair {
  readonly key: ScalarNode;
  /** Whether the value's members are to be merged into the mapping (`<<`). */
  readonly merges: boolean;
  /** Where the key stands in the text. */
  readonly offset: number;
  readonly value: TreeNode;
}

/** What is wrong with a mapping, and where. */
export class PairError extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/**
 * The members of a mapping by the texts of their keys. A text key stands for
 * itself, unless a key of another type is written alike: then it is quoted (`1`
 * and `"1"`). Own members win over merged ones, earlier merged ones over later.
 *
 * @throws {PairError} where a key occurs again or a merged value is no map.
 */
export function mapEntries(pairs: readonly Pair[], takeMerged: (count: number) => void): Map<string, TreeNode> {
  const own = ownKeys(pairs);
  const entries = new Map<string, TreeNode>();
  for (const pair of pairs) {
    if (!pair.merges) {
      entries.set(own.get(pair)!, pair.value);
      continue;
    }
    for (const source of mergedMaps(pair)) {
      takeMerged(source.size);
      for (const [key, value] of source) if (!entries.has(key)) entries.set(key, value);
    }
  }
  return entries;
}

function ownKeys(pairs: readonly Pair[]): ReadonlyMap<Pair, string> {
  const own = pairs.filter(({ merges }) => !merges);
  const typed = new Set(own.filter(({ key }) => key.type !== "string").map(({ key }) => keyText(key)));
  const taken = new Set<string>();
  return new Map(own.map((pair) => {
    let text = keyText(pair.key);
    if (pair.key.type === "string") { while (typed.has(text)) text = JSON.stringify(text); }
    if (taken.has(text)) throw new PairError(`the key ${quote(text)} occurs again in its mapping`, pair.offset);
    taken.add(text);
    return [pair, text];
  }));
}

function keyText({ type, value }: ScalarNode): string {
  return type === "float" && Number.isInteger(value) ? `${value}.0` : String(value);
}

function mergedMaps({ value, offset }: Pair): ReadonlyMap<string, TreeNode>[] {
  const sources = value.kind === "list" ? value.items : [value];
  return sources.map((source) => {
    if (source.kind !== "map") throw new PairError("only maps can be merged with <<", offset);
    return source.entries;
  });
}
