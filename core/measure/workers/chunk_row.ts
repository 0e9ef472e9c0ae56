import type { ChunkSummary, SideSummary } from "../chunk_summary.ts";

/** The place of a chunk's largest difference, where it is larger than those of the chunks before it in its segment. */
export interface ChunkPlace {
  readonly at: number;
  readonly old: number;
  readonly new: number;
}

/** Numbers a row: a flag, the summary, the place. Rows lie one behind the other; `row` is the index of the first. */
export const ROW = 34;

/** Where in a row what lies. */
const OLD = 12, NEW = 20, MISMATCHED = 28, CASTS = 29, PLACE = 31;

/** The flags. */
const PLAIN = 0, SUMMED = 1, PLACED = 2, COUNTED = 3;

/** Writes of a chunk that it has to be compared the plain way; `isCounted`: its patterns are counted already. */
export function writePlainRow(rows: Float64Array, row: number, isCounted: boolean): void {
  rows[row] = isCounted ? COUNTED : PLAIN;
}

/** Writes what is known of a chunk as one row. */
export function writeRow(rows: Float64Array, row: number, summary: ChunkSummary, place: ChunkPlace | null): void {
  rows[row] = place === null ? SUMMED : PLACED;
  rows[row + 1] = summary.changed;
  rows[row + 2] = summary.signedZeros;
  rows[row + 3] = summary.products;
  rows[row + 4] = summary.deltaSquares;
  rows[row + 5] = summary.deltaSizes;
  rows[row + 6] = summary.deltaMost;
  rows[row + 7] = summary.deltaSum;
  rows[row + 8] = summary.deltaCentredSquares;
  rows[row + 9] = summary.signFlips;
  rows[row + 10] = summary.pruned;
  rows[row + 11] = summary.regrown;
  writeSide(rows, row + OLD, summary.old);
  writeSide(rows, row + NEW, summary.new);
  rows[row + MISMATCHED] = summary.mismatched;
  rows[row + CASTS] = summary.notNearest;
  rows[row + CASTS + 1] = summary.notTruncated;
  if (!place) return;
  rows[row + PLACE] = place.at;
  rows[row + PLACE + 1] = place.old;
  rows[row + PLACE + 2] = place.new;
}

/** Whether the patterns of a chunk that has to be compared the plain way are counted already. */
export function isCountedRow(rows: Float64Array, row: number): boolean {
  return rows[row] === COUNTED;
}

/** Reads a row of a chunk of `count` elements; `null` for one that has to be compared the plain way. */
export function readRow(
  rows: Float64Array,
  row: number,
  count: number,
): { readonly summary: ChunkSummary; readonly place: ChunkPlace | null } | null {
  const flag = rows[row];
  if (flag !== SUMMED && flag !== PLACED) return null;
  const summary: ChunkSummary = {
    old: readSide(rows, row + OLD, count),
    new: readSide(rows, row + NEW, count),
    changed: rows[row + 1]!,
    signedZeros: rows[row + 2]!,
    products: rows[row + 3]!,
    deltaSquares: rows[row + 4]!,
    deltaSizes: rows[row + 5]!,
    deltaMost: rows[row + 6]!,
    deltaSum: rows[row + 7]!,
    deltaCentredSquares: rows[row + 8]!,
    signFlips: rows[row + 9]!,
    pruned: rows[row + 10]!,
    regrown: rows[row + 11]!,
    mismatched: rows[row + MISMATCHED]!,
    notNearest: rows[row + CASTS]!,
    notTruncated: rows[row + CASTS + 1]!,
  };
  return { summary, place: flag === PLACED ? readPlace(rows, row + PLACE) : null };
}

function writeSide(rows: Float64Array, at: number, side: SideSummary): void {
  rows[at] = side.zeros;
  rows[at + 1] = side.min;
  rows[at + 2] = side.max;
  rows[at + 3] = side.sum;
  rows[at + 4] = side.squares;
  rows[at + 5] = side.centredSquares;
  rows[at + 6] = side.negativeZeros;
  rows[at + 7] = side.subnormals;
}

function readSide(rows: Float64Array, at: number, count: number): SideSummary {
  return {
    count,
    zeros: rows[at]!,
    min: rows[at + 1]!,
    max: rows[at + 2]!,
    sum: rows[at + 3]!,
    squares: rows[at + 4]!,
    centredSquares: rows[at + 5]!,
    negativeZeros: rows[at + 6]!,
    subnormals: rows[at + 7]!,
  };
}

function readPlace(rows: Float64Array, at: number): ChunkPlace {
  return { at: rows[at]!, old: rows[at + 1]!, new: rows[at + 2]! };
}
