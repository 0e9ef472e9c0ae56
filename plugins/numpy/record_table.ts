import type { Cell, TableNode } from "../../core/model/table.ts";
import type { TensorData } from "../../core/model/tensor.ts";
import { cellReader } from "./cells.ts";
import type { Column } from "./descr.ts";

/** Most rows of a batch; a batch has no more bytes than `blockBytes` either. */
const BATCH_ROWS = 4096;

/** A structured array as a table: an element a row, in C order. */
export function recordTable(
  data: TensorData,
  itemBytes: number,
  rowCount: number,
  columns: readonly Column[],
  blockBytes: number,
): TableNode {
  const rows = Math.max(1, Math.min(BATCH_ROWS, Math.floor(blockBytes / itemBytes)));
  return {
    kind: "table",
    columns: columns.map(({ name, type }) => ({ name, dtype: type.dtype.name })),
    rowCount,
    rows: () => readRows(data, itemBytes, columns, rows),
  };
}

async function* readRows(
  data: TensorData,
  itemBytes: number,
  columns: readonly Column[],
  rows: number,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  const readers = columns.map(({ type, offset }) => ({ read: cellReader(type), offset }));
  for await (const block of data.blocks(rows * itemBytes)) {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    const batch: Cell[][] = [];
    for (let row = 0; row < block.length; row += itemBytes) {
      batch.push(readers.map(({ read, offset }) => read(view, row + offset)));
    }
    yield batch;
  }
}
