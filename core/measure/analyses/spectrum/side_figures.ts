import type { Outcome, PairContext } from "../analysis.ts";

/** The matrices that a figure is given of. */
export type MatrixSide = "change" | "old" | "new";

/** What a figure of each matrix is worked out from. */
export type SideMakers<T> = Readonly<Record<MatrixSide, (context: PairContext) => Promise<T>>>;

/** Why a matrix of zeros has no such figure. */
const ALL_ZERO: Readonly<Record<MatrixSide, string>> = {
  change: "nothing changed",
  old: "the old tensor is all zero",
  new: "the new tensor is all zero",
};

/** One figure of the change, of old and of new; `null` is what a matrix of zeros has not. */
export async function sideFigures<T>(
  context: PairContext,
  makers: SideMakers<T>,
  figureOf: (made: T, side: MatrixSide) => number | null | Promise<number | null>,
): Promise<Outcome> {
  const figures: Record<string, number | null> = {}, unmeasured: Record<string, string> = {};
  for (const side of ["change", "old", "new"] as const) {
    const figure = await figureOf(await context.once(makers[side]), side);
    figures[side] = figure;
    if (figure === null) unmeasured[side] = ALL_ZERO[side];
  }
  return Object.keys(unmeasured).length > 0 ? { figures, unmeasured } : { figures };
}
