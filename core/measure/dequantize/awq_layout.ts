import type { TensorNode } from "../../model/tensor.ts";
import { readNumbers } from "../read_numbers.ts";
import { evenGroups, type IntegerLayout } from "./integer_layout.ts";
import { unpackWords } from "./unpack_words.ts";
import { wordRows } from "./word_rows.ts";

/** The tensors of an AWQ layer. */
export interface AwqParts {
  /** [in, out / 8] of int32. */
  readonly packed: TensorNode;
  /** [groups, out]. */
  readonly scales: TensorNode;
  /** [groups, out / 8] of int32, stored as they are. */
  readonly zeros: TensorNode;
  /** The file, for messages. */
  readonly file: string;
}

const BITS = 4;

/** The output, of the eight of a word, that each four bits from the lowest up hold. */
const ORDER = [0, 2, 4, 6, 1, 3, 5, 7];

/**
 * AWQ as AutoAWQ's `WQLinear_GEMM` packs it: [in, out], eight outputs a word in
 * AWQ's own order, groups of inputs one after the other.
 */
export function awqLayout({ packed, scales, zeros, file }: AwqParts): IntegerLayout {
  const [rows] = packed.shape as readonly [number], [count, columns] = scales.shape as readonly [number, number];
  const groups = evenGroups(rows, count);
  return {
    rows,
    columns,
    async *codes() {
      for await (const words of wordRows(packed)) yield unpackWords(words, BITS, ORDER);
    },
    readGrid: async () => ({
      scales: await readNumbers(scales, "scales", file),
      zeros: unpackWords(await readNumbers(zeros, "zero points", file), BITS, ORDER),
      rowStart: (row) => groups[row]! * columns,
      columnOffsets: Float64Array.from({ length: columns }, (_, column) => column),
    }),
    file,
  };
}
