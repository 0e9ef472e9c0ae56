import { quote } from "../model/escape.ts";
import { isTensorLeaf, type Leaf, type TensorLeaf } from "../model/leaf.ts";
import type { Matching, RenamedPair, Rewrite } from "../model/matching.ts";
import { note, type Problem } from "../model/problem.ts";
import { dottedName } from "../model/tree_path.ts";
import type { ContentMatching, ContentOptions } from "./match_by_content.ts";
import { matchByRewrite } from "./match_by_rewrite.ts";
import { byDottedName, type LeafName } from "./match_leaves.ts";
import { uniqueByName } from "./unique_by_name.ts";

/** Where names are looked for, and whether bytes may be. */
export interface RenameOptions {
  /** The name of a tensor within its model; `null` for what is not part of it. */
  readonly inModel: LeafName;
  /** The file that notes are about. */
  readonly file: string;
  /** Absent: no byte is read. */
  readonly content?: ContentOptions;
}

/** A matching with its renamed tensors, and what could not be told. */
export interface RenameMatching {
  readonly matching: Matching;
  readonly notes: readonly Problem[];
}

/**
 * Finds tensors without a partner that are the same under another name: by a
 * rewrite of leading parts of names, of the model first, then of what is beside
 * it; then by equal bytes. Where several ways are equally good none is taken,
 * and a note says so.
 */
export async function matchRenames(matching: Matching, options: RenameOptions): Promise<RenameMatching> {
  const { inModel, file, content } = options;
  const found = new Found(matching);
  const notes: Problem[] = [];
  const beside: LeafName = (leaf, side) => inModel(leaf, side) === null ? byDottedName(leaf, side) : null;
  for (const name of [inModel, beside]) {
    const { pairs, ambiguous } = matchByRewrite(
      uniqueByName(found.left("old"), (leaf) => name(leaf, "old")),
      uniqueByName(found.left("new"), (leaf) => name(leaf, "new")),
    );
    found.add(pairs);
    if (ambiguous.length > 0) notes.push(note(file, rewriteReason(ambiguous)));
  }
  const removed = found.left("old"), added = found.left("new");
  if (content && removed.length > 0 && added.length > 0) {
    const { matchByContent } = await import("./match_by_content.ts");
    const { pairs, ambiguous } = await matchByContent(removed, added, content);
    found.add(pairs);
    if (ambiguous.old.length > 0) notes.push(note(file, contentReason(ambiguous)));
  }
  return { matching: found.matching(), notes };
}

/** The renamed tensors found so far. */
class Found {
  readonly #before: Matching;
  readonly #byOld = new Map<Leaf, RenamedPair>();
  readonly #taken = new Set<Leaf>();

  constructor(before: Matching) {
    this.#before = before;
  }

  add(pairs: readonly RenamedPair[]): void {
    for (const pair of pairs) {
      this.#byOld.set(pair.old, pair);
      this.#taken.add(pair.new);
    }
  }

  /** Tensors of a side that have no partner yet. */
  left(side: "old" | "new"): TensorLeaf[] {
    const { removed, added } = this.matching();
    return (side === "old" ? removed : added).filter(isTensorLeaf);
  }

  matching(): Matching {
    const { removed, added } = this.#before;
    return {
      ...this.#before,
      renamed: removed.flatMap((leaf) => this.#byOld.get(leaf) ?? []),
      removed: removed.filter((leaf) => !this.#byOld.has(leaf)),
      added: added.filter((leaf) => !this.#taken.has(leaf)),
    };
  }
}

/** As many names as a line has room for. */
const SHOWN = 2;

function rewriteReason(rewrites: readonly Rewrite[]): string {
  const texts = rewrites.map((rewrite) => quote(`${rewrite.old}* -> ${rewrite.new}*`));
  return `several rewrites of names pair equally many tensors, so none was chosen: ${listed(texts)}`;
}

function contentReason({ old, new: fresh }: ContentMatching["ambiguous"]): string {
  const names = (leaves: readonly TensorLeaf[]) => listed(leaves.map(({ keys }) => quote(dottedName(keys))));
  return "tensors of equal content were removed and added, and which became which cannot be told: " +
    `removed ${names(old)}; added ${names(fresh)}`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return texts.slice(0, SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
