import { elementCount } from "../../model/tensor.ts";

/** Which scale an element of a weight has, the weight being a matrix of `columns` columns. */
export interface ScaleGrid {
  readonly columns: number;
  /** Rows and columns that share a scale. */
  readonly blockRows: number;
  readonly blockColumns: number;
  /** Scales in a row of scales. */
  readonly width: number;
}

/** DeepSeek-V3 quantizes by blocks of so many rows and columns, and others after it. */
const USUAL_BLOCK = 128;

/**
 * Which scale belongs to which element: one for all, one a row, or a matrix of
 * them. `null` where shapes do not tell. The last block of an axis may be cut
 * short if blocks have the `block` of the format, else the one that is usual.
 *
 * @example A scale a row, and blocks of 128 x 128
 * ```ts
 * import { scaleGrid } from "./scale_grid.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(scaleGrid([6, 8], [6, 1]), { columns: 8, blockRows: 1, blockColumns: 8, width: 1 });
 * assertEquals(scaleGrid([300, 128], [3, 1], 128)?.blockRows, 128);
 * assertEquals(scaleGrid([6, 8], [4, 1]), null);
 * ```
 */
export function scaleGrid(
  weight: readonly number[],
  scales: readonly number[],
  block?: number,
): ScaleGrid | null {
  const rows = weight[0] ?? 1, columns = elementCount(weight.slice(1));
  if (elementCount(scales) === 1) return { columns, blockRows: rows, blockColumns: columns, width: 1 };
  const [height = 0, width = 1, ...rest] = scales;
  if (rest.some((size) => size !== 1)) return null;
  const blockRows = blockSize(rows, height, block), blockColumns = blockSize(columns, width, block);
  return blockRows === null || blockColumns === null ? null : { columns, blockRows, blockColumns, width };
}

function blockSize(size: number, count: number, block: number | undefined): number | null {
  if (count === 0) return null;
  if (block !== undefined && Math.ceil(size / block) === count) return count === 1 ? size : block;
  if (size % count === 0) return size / count;
  return Math.ceil(size / USUAL_BLOCK) === count ? USUAL_BLOCK : null;
}
