import type { Cell, TableNode } from "../model/table.ts";

/** A row: its cells in the order of the columns. */
export type Row = readonly Cell[];

/** Walks over a table's rows batch by batch; closing it stops the reading. */
export class RowCursor implements AsyncDisposable {
  /** Rows taken so far. */
  taken = 0;
  readonly #batches: AsyncIterator<readonly Row[]>;
  #batch: readonly Row[] = [];
  #next = 0;

  constructor(table: TableNode) {
    this.#batches = table.rows()[Symbol.asyncIterator]();
  }

  /** Rows at hand; 0 only at the end of the table. */
  async available(): Promise<number> {
    while (this.#next === this.#batch.length) {
      const { done, value } = await this.#batches.next();
      if (done) return 0;
      this.#batch = value;
      this.#next = 0;
    }
    return this.#batch.length - this.#next;
  }

  /** The next row at hand. */
  take(): Row {
    this.taken++;
    return this.#batch[this.#next++]!;
  }

  /** Passes over rows at hand. */
  skip(count: number): void {
    this.taken += count;
    this.#next += count;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#batches.return?.();
  }
}
