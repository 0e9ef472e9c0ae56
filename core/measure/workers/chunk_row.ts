import type { ChunkSummary, SideSummary } from "../chunk_summary.ts";

/** The place of a chunk's largest difference, where it is larger than those of the chunks before it in its segment. */
export interface ChunkPlace {
  readonly at: number;
  readonly old: number;
  readonly new: number;
}

/** Numbers a row: a flag, the summary, the place. */
export const ROW = 23;

const PLAIN = 0, SUMMED = 1, PLACED = 2, COUNTED = 3;

/** Writes of a chunk that it has to be compared the plain way; `isCounted`: its patterns are counted already. */
export function writePlainRow(row: Float64Array, isCounted: boolean): void {
  row[0] = isCounted ? COUNTED : PLAIN;
}

/** Writes what is known of a chunk as one row. */
export function writeRow(row: Float64Array, summary: ChunkSummary, place: ChunkPlace | null): void {
  row[0] = place === null ? SUMMED : PLACED;
  const { changed, signedZeros, products, deltaSquares, deltaSizes, deltaMost, mismatched } = summary;
  row.set([changed, signedZeros, products, deltaSquares, deltaSizes, deltaMost], 1);
  writeSide(row.subarray(7), summary.old);
  writeSide(row.subarray(13), summary.new);
  row[19] = mismatched;
  if (place) row.set([place.at, place.old, place.new], 20);
}

/** Whether the patterns of a chunk that has to be compared the plain way are counted already. */
export function isCountedRow(row: Float64Array): boolean {
  return row[0] === COUNTED;
}

/** Reads a row of a chunk of `count` elements; `null` for one that has to be compared the plain way. */
export function readRow(
  row: Float64Array,
  count: number,
): { readonly summary: ChunkSummary; readonly place: ChunkPlace | null } | null {
  if (row[0] !== SUMMED && row[0] !== PLACED) return null;
  const [, changed, signedZeros, products, deltaSquares, deltaSizes, deltaMost] = row as unknown as
    & number[]
    & Float64Array;
  const summary: ChunkSummary = {
    old: readSide(row.subarray(7), count),
    new: readSide(row.subarray(13), count),
    changed: changed!,
    signedZeros: signedZeros!,
    products: products!,
    deltaSquares: deltaSquares!,
    deltaSizes: deltaSizes!,
    deltaMost: deltaMost!,
    mismatched: row[19]!,
  };
  return { summary, place: row[0] === PLACED ? { at: row[20]!, old: row[21]!, new: row[22]! } : null };
}

function writeSide(row: Float64Array, { zeros, min, max, sum, squares, centredSquares }: SideSummary): void {
  row.set([zeros, min, max, sum, squares, centredSquares]);
}

function readSide(row: Float64Array, count: number): SideSummary {
  const [zeros, min, max, sum, squares, centredSquares] = row as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { count, zeros, min, max, sum, squares, centredSquares };
}
