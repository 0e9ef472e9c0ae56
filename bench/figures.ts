import type { Program } from "./programs.ts";
import type { Agreement } from "./results.ts";

/** A figure as JSON has it. */
type Figure = number | string | null | readonly number[];

/** By tensor, then by name: `measures.l2`, `old.mean`. */
export type Figures = ReadonlyMap<string, ReadonlyMap<string, Figure>>;

/** A tensor's figures in groups. */
type Groups = { readonly [group in "old" | "new" | "measures"]?: Readonly<Record<string, Figure>> };

/** How sft-cli calls the measures. */
const SFT_NAMES: Readonly<Record<string, string>> = {
  max_abs: "max_abs",
  mean_abs: "mean_abs",
  l2_norm: "l2",
  rel_l2: "relative_l2",
  cosine_sim: "cosine",
};

const READERS: Readonly<Record<NonNullable<Program["figures"]>, (text: string) => Figures>> = {
  report: (text) => {
    const changes: readonly ({ readonly path: string; readonly node: string } & Groups)[] = JSON.parse(text).changes;
    return new Map(changes.filter(({ node }) => node === "tensor").map((each) => [each.path, flatten(each)]));
  },
  by_tensor: (text) => {
    const tensors: Readonly<Record<string, Groups>> = JSON.parse(text);
    return new Map(Object.entries(tensors).map(([name, groups]) => [name, flatten(groups)]));
  },
  sft: (text) => {
    const tensors: Readonly<Record<string, Readonly<Record<string, Figure>>>> = JSON.parse(text).value_diffs;
    return new Map(
      Object.entries(tensors).map(([name, found]) => {
        const measures = Object.entries(SFT_NAMES).map(([theirs, ours]) => [ours, found[theirs]!]);
        return [name, flatten({ measures: Object.fromEntries(measures) })];
      }),
    );
  },
};

/** The figures in what a program printed. */
export function readFigures(form: NonNullable<Program["figures"]>, text: string): Figures {
  return READERS[form](text);
}

function flatten(groups: Groups): ReadonlyMap<string, Figure> {
  const names = ["old", "new", "measures"] as const;
  return new Map(
    names.flatMap((group) =>
      Object.entries(groups[group] ?? {}).map(([name, figure]) => [`${group}.${name}`, figure] as const)
    ),
  );
}

/** Sums are taken in another order, so that they agree only to some digits. */
const RELATIVE_TOLERANCE = 1e-6;

const MOST_NAMED = 5;

/**
 * How far a peer's figures agree with diffai's, over those that the peer has.
 * Counts, places and undefined figures must be equal, others to 1e-6.
 *
 * @example
 * ```ts
 * import { compareFigures } from "./figures.ts";
 * import { assertEquals } from "@std/assert";
 * const ours = new Map([["a", new Map([["old.mean", 1], ["old.zeros", 3]])]]);
 * const theirs = new Map([["a", new Map([["old.mean", 1.5]])]]);
 * assertEquals(compareFigures(ours, theirs), { figures: 1, worst: 1 / 3, differing: ["a: old.mean 1 and 1.5"] });
 * ```
 */
export function compareFigures(ours: Figures, theirs: Figures): Agreement {
  const differing: string[] = [];
  let figures = 0, worst = 0;
  for (const [tensor, found] of theirs) {
    for (const [name, figure] of found) {
      const own = ours.get(tensor)?.get(name);
      const difference = relativeDifference(own, figure);
      figures++;
      worst = Math.max(worst, Number.isFinite(difference) ? difference : 0);
      if (difference <= (isCount(name) ? 0 : RELATIVE_TOLERANCE) || differing.length >= MOST_NAMED) continue;
      differing.push(`${tensor}: ${name} ${JSON.stringify(own)} and ${JSON.stringify(figure)}`);
    }
  }
  return { figures, worst, differing };
}

function isCount(name: string): boolean {
  return /\.(elements|zeros|nan|pos_inf|neg_inf|changed_elements|max_abs_index)$/.test(name);
}

/** 0 for equal figures, infinite for those that are no numbers and differ. */
function relativeDifference(a: Figure | undefined, b: Figure): number {
  if (typeof a === "number" && typeof b === "number") {
    return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  }
  return JSON.stringify(a) === JSON.stringify(b) ? 0 : Infinity;
}
