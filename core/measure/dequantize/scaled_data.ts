import type { TensorData, TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";
import { readNumbers } from "../read_numbers.ts";
import type { ScaleGrid } from "./scale_grid.ts";
import type { StepAt } from "./step_at.ts";

/** What a packed tensor of one byte an element is dequantized with. */
export interface ScaledParts {
  readonly packed: TensorNode;
  readonly scales: TensorNode;
  /** As many as scales; 0 if absent. */
  readonly zeros?: TensorNode;
  readonly grid: ScaleGrid;
  /** What scales are divided by; 1 if absent. */
  readonly divisor?: number;
  /** The file, for messages. */
  readonly file: string;
}

/** (stored - zero point) * scale as float32, rounded once; scales are read anew for each pass. */
export function scaledData(parts: ScaledParts): TensorData {
  return { blocks: (blockBytes) => scaledBlocks(parts, blockBytes) };
}

/** The distance between neighbouring levels of integers: each element's scale. */
export async function scaledSteps(parts: ScaledParts): Promise<StepAt> {
  const factors = await readFactors(parts);
  return (index) => factors[scaleIndex(parts.grid, index)]!;
}

async function readFactors({ scales, divisor = 1, file }: ScaledParts): Promise<Float64Array> {
  return (await readNumbers(scales, "scales", file)).map((scale) => scale / divisor);
}

async function* scaledBlocks(parts: ScaledParts, blockBytes: number): AsyncGenerator<Uint8Array> {
  const { packed, zeros, grid, file } = parts, factors = await readFactors(parts);
  const offsets = zeros ? await readNumbers(zeros, "zero points", file) : undefined;
  const lanes = lanesOf(packed)!, most = Math.max(1, Math.floor(blockBytes / 4));
  let first = 0, stored = new Float64Array(0), values = new Float32Array(0);
  for await (const block of packed.data!.blocks(most)) {
    const count = block.length;
    if (stored.length < count) [stored, values] = [new Float64Array(count), new Float32Array(count)];
    lanes.read(block, first, count, stored);
    for (let i = 0; i < count; i++) {
      const place = scaleIndex(grid, first + i);
      values[i] = (stored[i]! - (offsets ? offsets[place]! : 0)) * factors[place]!;
    }
    first += count;
    yield new Uint8Array(values.buffer, 0, count * 4);
  }
}

function scaleIndex({ columns, blockRows, blockColumns, width }: ScaleGrid, index: number): number {
  const row = Math.floor(index / columns), column = index - row * columns;
  return Math.floor(row / blockRows) * width + Math.floor(column / blockColumns);
}
