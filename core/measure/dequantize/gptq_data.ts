import { FormatError } from "../../model/errors.ts";
import { elementCount, type TensorData, type TensorNode } from "../../model/tensor.ts";
import { streamedData } from "../../source/streamed_data.ts";
import { readNumbers } from "../read_numbers.ts";

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

/** (stored - zero point) * scale as float32, rounded once, in the order of the words: [in, out]. */
export function gptqData(parts: GptqParts): TensorData {
  const { packed, bits, file } = parts, elements = elementCount(packed.shape) * 32 / bits;
  return streamedData(() => gptqPieces(parts), elements * 4, file);
}

/** A piece for each row of words. */
async function* gptqPieces(parts: GptqParts): AsyncGenerator<Uint8Array> {
  const { packed, bits, file } = parts, perWord = 32 / bits, out = packed.shape[1]!;
  const inputs = packed.shape[0]! * perWord;
  const scales = await readNumbers(parts.scales, "scales", file), groups = await groupsOf(parts, inputs);
  const zeros = unpackRows(await readNumbers(parts.zeros, "zero points", file), bits, parts.zeroOffset);
  const values = new Float32Array(perWord * out), mask = 2 ** bits - 1;
  let row = 0;
  for await (const block of packed.data!.blocks(out * 4)) {
    const words = new DataView(block.buffer, block.byteOffset, block.byteLength);
    for (let step = 0; step < perWord; step++) {
      const from = groups[row * perWord + step]! * out;
      for (let column = 0; column < out; column++) {
        const stored = words.getInt32(column * 4, true) >>> (step * bits) & mask;
        values[step * out + column] = (stored - zeros[from + column]!) * scales[from + column]!;
      }
    }
    row++;
    yield new Uint8Array(values.buffer);
  }
}

/** The group of each input. */
async function groupsOf({ groups, scales, file }: GptqParts, inputs: number): Promise<Float64Array> {
  const count = scales.shape[0]!;
  if (!groups) return Float64Array.from({ length: inputs }, (_, input) => Math.floor(input * count / inputs));
  const indices = await readNumbers(groups, "groups", file);
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= count);
  if (wrong !== undefined) {
    throw new FormatError(`an input is of group ${wrong}, there are scales of ${count} groups`, { file });
  }
  return indices;
}

/** Zero points along the columns; one that the offset takes beyond the range begins anew at 0. */
function unpackRows(words: Float64Array, bits: number, offset: 0 | 1): Uint8Array {
  const perWord = 32 / bits, mask = 2 ** bits - 1;
  return Uint8Array.from(
    { length: words.length * perWord },
    (_, index) => (words[Math.floor(index / perWord)]! >>> (index % perWord * bits)) + offset & mask,
  );
}
