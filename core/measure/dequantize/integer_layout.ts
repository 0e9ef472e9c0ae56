import type { TensorData } from "../../model/tensor.ts";
import { streamedData } from "../../source/streamed_data.ts";
import type { StepAt } from "./step_at.ts";

/** How packed integers of a matrix lie, and which scale and zero point each has. */
export interface IntegerLayout {
  readonly rows: number;
  readonly columns: number;
  /** The integers, a row after the other; the array may be the same each time. */
  codes(): AsyncIterable<Uint8Array>;
  /** Read anew for each pass. */
  readGrid(): Promise<IntegerGrid>;
  /** The file, for messages. */
  readonly file: string;
}

/** Scales and zero points; those of an element are at `rowStart(row) + columnOffsets[column]` in both. */
export interface IntegerGrid {
  readonly scales: Float64Array;
  readonly zeros: ArrayLike<number>;
  rowStart(row: number): number;
  readonly columnOffsets: Float64Array;
}

/** (stored - zero point) * scale as float32, rounded once, in the order of the layout. */
export function integerData(layout: IntegerLayout): TensorData {
  const { rows, columns, file } = layout;
  return streamedData(() => integerPieces(layout), rows * columns * 4, file);
}

async function* integerPieces(layout: IntegerLayout): AsyncGenerator<Uint8Array> {
  const { scales, zeros, rowStart, columnOffsets } = await layout.readGrid();
  const values = new Float32Array(layout.columns);
  let row = 0;
  for await (const codes of layout.codes()) {
    const start = rowStart(row++);
    for (let column = 0; column < values.length; column++) {
      const place = start + columnOffsets[column]!;
      values[column] = (codes[column]! - zeros[place]!) * scales[place]!;
    }
    yield new Uint8Array(values.buffer);
  }
}

/** The distance between neighbouring levels: each element's scale. */
export async function integerSteps(layout: IntegerLayout): Promise<StepAt> {
  const { scales, rowStart, columnOffsets } = await layout.readGrid(), { columns } = layout;
  return (index) => {
    const row = Math.floor(index / columns);
    return scales[rowStart(row) + columnOffsets[index - row * columns]!]!;
  };
}

/** Which of `count` groups of one size, that follow one another, each of `size` places is in. */
export function evenGroups(size: number, count: number): Float64Array {
  return Float64Array.from({ length: size }, (_, place) => Math.floor(place * count / size));
}
