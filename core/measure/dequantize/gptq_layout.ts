import { FormatError } from "../../model/errors.ts";
import type { TensorNode } from "../../model/tensor.ts";
import { readNumbers } from "../read_numbers.ts";
import { evenGroups, type IntegerGrid, type IntegerLayout } from "./integer_layout.ts";
import { unpackWords } from "./unpack_words.ts";
import { wordRows } from "./word_rows.ts";

/** The tensors of a GPTQ layer: int32 words, the first element in the lowest bits. */
export interface GptqParts {
  /** [in * bits / 32, out]. */
  readonly packed: TensorNode;
  /** [groups, out]. */
  readonly scales: TensorNode;
  /** [groups, out * bits / 32]. */
  readonly zeros: TensorNode;
  /** [in]: the group of each input; absent: groups of one size follow one another. */
  readonly groups?: TensorNode;
  /** A divisor of 32. */
  readonly bits: number;
  /** What zero points are stored less by. */
  readonly zeroOffset: 0 | 1;
  /** The file, for messages. */
  readonly file: string;
}

/**
 * GPTQ as AutoGPTQ's and GPTQModel's `QuantLinear` pack it: [in, out], each row
 * of words holding as many inputs as a word has room for.
 */
export function gptqLayout(parts: GptqParts): IntegerLayout {
  const { packed, bits, file } = parts, [words, columns] = packed.shape as readonly [number, number];
  return {
    rows: words * 32 / bits,
    columns,
    codes: () => gptqCodes(parts),
    readGrid: () => readGrid(parts),
    file,
  };
}

async function* gptqCodes({ packed, bits }: GptqParts): AsyncGenerator<Uint8Array> {
  const codes = new Uint8Array(packed.shape[1]!), mask = 2 ** bits - 1;
  for await (const words of wordRows(packed)) {
    for (let shift = 0; shift < 32; shift += bits) {
      for (let column = 0; column < codes.length; column++) codes[column] = words[column]! >>> shift & mask;
      yield codes;
    }
  }
}

async function readGrid(parts: GptqParts): Promise<IntegerGrid> {
  const { packed, bits, zeroOffset, file } = parts, columns = packed.shape[1]!, mask = 2 ** bits - 1;
  const groups = await readGroups(parts);
  return {
    scales: await readNumbers(parts.scales, "scales", file),
    // One that the offset takes beyond the range begins anew at 0.
    zeros: unpackWords(await readNumbers(parts.zeros, "zero points", file), bits)
      .map((stored) => stored + zeroOffset & mask),
    rowStart: (row) => groups[row]! * columns,
    columnOffsets: Float64Array.from({ length: columns }, (_, column) => column),
  };
}

/** The group of each input. */
async function readGroups({ packed, bits, groups, scales, file }: GptqParts): Promise<Float64Array> {
  const count = scales.shape[0]!;
  if (!groups) return evenGroups(packed.shape[0]! * 32 / bits, count);
  const indices = await readNumbers(groups, "groups", file);
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= count);
  if (wrong !== undefined) {
    throw new FormatError(`an input is of group ${wrong}, there are scales of ${count} groups`, { file });
  }
  return indices;
}
