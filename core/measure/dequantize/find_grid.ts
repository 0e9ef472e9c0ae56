import type { GridFacts } from "../../model/quantization_report.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";
import { DistinctValues } from "./distinct_values.ts";
import type { ValueGrid } from "./value_grid.ts";

/** Bits of the mantissa that are stored. */
const MANTISSA_BITS: Readonly<Record<string, number | undefined>> = {
  float16: 10,
  bfloat16: 7,
  float32: 23,
  float64: 52,
};

/** Elements that are read at once: most tensors are no grid, and that shows soon. */
const BLOCK_ELEMENTS = 4096;

/** What is found of one tensor. */
export type FoundGrid = Omit<GridFacts, "path" | "side">;

/**
 * The grid that the values of a floating-point tensor lie on, as after fake
 * quantization or dequantizing: one for all, else one for each index of the
 * first axis that has three values. Reading ends where it is clear that there is none.
 */
export async function findGrid(tensor: TensorNode): Promise<FoundGrid | null> {
  const { dtype, shape, data } = tensor, mantissa = MANTISSA_BITS[dtype.name], lanes = lanesOf(tensor);
  if (mantissa === undefined || data === null || !lanes || shape.length < 2) return null;
  const search = new GridSearch(elementCount(shape.slice(1)), mantissa), bytes = dtype.bits / 8;
  const values = new Float64Array(BLOCK_ELEMENTS);
  let first = 0;
  for await (const block of data.blocks(BLOCK_ELEMENTS * bytes)) {
    const count = block.length / bytes;
    lanes.read(block, first, count, values);
    for (let i = 0; i < count; i++) search.add(values[i]!);
    if (search.isOver) return null;
    first += count;
  }
  return search.finish();
}

/** Looks for a grid of the whole tensor and for one of each row, row after row. */
class GridSearch {
  readonly #columns: number;
  readonly #mantissa: number;
  readonly #whole: DistinctValues;
  #row: DistinctValues;
  #column = 0;
  #rows: ValueGrid[] | null = [];

  constructor(columns: number, mantissa: number) {
    this.#columns = columns;
    this.#mantissa = mantissa;
    this.#whole = new DistinctValues(mantissa);
    this.#row = new DistinctValues(mantissa);
  }

  add(value: number): void {
    this.#whole.add(value);
    if (!this.#rows) return;
    this.#row.add(value);
    if (this.#row.isRefuted) this.#rows = null;
    if (++this.#column === this.#columns) this.#endRow();
  }

  get isOver(): boolean {
    return this.#whole.isRefuted && this.#rows === null;
  }

  finish(): FoundGrid | null {
    const grid = this.#whole.grid();
    if (grid) return describe("tensor", [grid]);
    return this.#rows && this.#rows.length > 0 ? describe("channel", this.#rows) : null;
  }

  #endRow(): void {
    const grid = this.#row.grid();
    if (grid) this.#rows?.push(grid);
    else if (!this.#row.areFew) this.#rows = null;
    this.#row = new DistinctValues(this.#mantissa);
    this.#column = 0;
  }
}

function describe(per: GridFacts["per"], grids: readonly ValueGrid[]): FoundGrid {
  const most = (of: (grid: ValueGrid) => number) => grids.reduce((most, grid) => Math.max(most, of(grid)), -Infinity);
  return {
    per,
    grids: grids.length,
    levels: most(({ levels }) => levels),
    bits: most(({ bits }) => bits),
    step_min: -most(({ step }) => -step),
    step_max: most(({ step }) => step),
  };
}
