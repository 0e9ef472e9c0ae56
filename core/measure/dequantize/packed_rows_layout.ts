import { FormatError } from "../../model/errors.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { readNumbers } from "../read_numbers.ts";
import { evenGroups, type IntegerGrid, type IntegerLayout } from "./integer_layout.ts";
import { unpackWords } from "./unpack_words.ts";
import { wordRows } from "./word_rows.ts";

/** The tensors of a layer that compressed-tensors packed. */
export interface PackedRowsParts {
  /** [out, ceil(in * bits / 32)] of int32. */
  readonly packed: TensorNode;
  /** [out, groups], or a single one. */
  readonly scales: TensorNode;
  /** int32: [ceil(out * bits / 32), groups], packed along the outputs; else as many integers as scales; absent: 0. */
  readonly zeros?: TensorNode;
  /** [in]: the group of each input; absent, or -1: groups of one size follow one another. */
  readonly groups?: TensorNode;
  /** [out, in]. */
  readonly shape: readonly number[];
  /** A divisor of 32. */
  readonly bits: number;
  /** The file, for messages. */
  readonly file: string;
}

/**
 * compressed-tensors' `pack-quantized`: int32 words along each row, the first
 * element in the lowest bits, integers stored more by half their range.
 */
export function packedRowsLayout(parts: PackedRowsParts): IntegerLayout {
  const { packed, bits, file } = parts, [rows, columns] = parts.shape as readonly [number, number];
  return {
    rows,
    columns,
    async *codes() {
      for await (const words of wordRows(packed)) yield unpackWords(words, bits);
    },
    readGrid: () => readGrid(parts),
    file,
  };
}

async function readGrid(parts: PackedRowsParts): Promise<IntegerGrid> {
  const [rows, columns] = parts.shape as readonly [number, number];
  const scales = await readNumbers(parts.scales, "scales", parts.file), isOne = scales.length === 1;
  const width = isOne ? 1 : scales.length / rows;
  return {
    scales,
    zeros: await readZeros(parts, scales.length, width),
    rowStart: (row) => isOne ? 0 : row * width,
    columnOffsets: await readGroups(parts, columns, width),
  };
}

/** Zero points on the scale of the stored integers. */
async function readZeros(
  { zeros, shape: [rows], bits, file }: PackedRowsParts,
  count: number,
  width: number,
): Promise<Float64Array> {
  const centre = 2 ** (bits - 1);
  if (!zeros) return new Float64Array(count).fill(centre);
  const stored = await readNumbers(zeros, "zero points", file);
  if (zeros.dtype.name !== "int32" || stored.length === count) return stored.map((zero) => zero + centre);
  const perWord = 32 / bits;
  return Float64Array.from({ length: rows! * width }, (_, place) => {
    const row = Math.floor(place / width), word = Math.floor(row / perWord) * width + place % width;
    return stored[word]! >>> (row % perWord * bits) & (2 ** bits - 1);
  });
}

async function readGroups({ groups, file }: PackedRowsParts, columns: number, width: number): Promise<Float64Array> {
  const indices = groups ? await readNumbers(groups, "groups", file) : null;
  if (!indices || indices.every((index) => index === -1)) return evenGroups(columns, width);
  if (indices.length !== columns) throw new FormatError("not every input has a group", { file });
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= width);
  if (wrong === undefined) return indices;
  throw new FormatError(`an input is of group ${wrong}, there are scales of ${width} groups`, { file });
}

/** Why scales or zero points do not fit the weight; `null` if they do. */
export function whyUnfit({ scales, zeros, shape, bits }: Omit<PackedRowsParts, "file" | "packed">): string | null {
  const [rows] = shape as readonly [number], count = elementCount(scales.shape);
  if (count !== 1 && (count === 0 || scales.shape[0] !== rows)) return "its scales fit no groups of its weight";
  if (!zeros || elementCount(zeros.shape) === count) return null;
  const packedCount = Math.ceil(rows * bits / 32) * count / rows;
  return zeros.dtype.name === "int32" && elementCount(zeros.shape) === packedCount
    ? null
    : "it has not as many zero points as scales";
}
