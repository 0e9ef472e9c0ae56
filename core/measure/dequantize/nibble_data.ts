import type { TensorData, TensorNode } from "../../model/tensor.ts";
import { streamedData } from "../../source/streamed_data.ts";
import { lanesOf } from "../lanes.ts";

/** Codes of four bits, two a byte, blocks of which share a factor. */
export interface NibbleParts {
  readonly packed: TensorNode;
  /** One a block. */
  readonly scales: TensorNode;
  readonly elements: number;
  /** Elements of a block; even. */
  readonly blockSize: number;
  /** Whether the first of two elements is in the upper half of their byte. */
  readonly isHighFirst: boolean;
  /** What each of the 16 codes stands for, and what scales become before they are multiplied by it. */
  readMeaning(): Promise<NibbleMeaning>;
  /** The file, for messages. */
  readonly file: string;
}

/** What codes and scales stand for. */
export interface NibbleMeaning {
  readonly table: ArrayLike<number>;
  /** The factor of a block of elements, by its scale as stored. */
  factorOf(scale: number, block: number): number;
}

/** Scales that are read at once. */
const SCALES = 4096;

/** Entry of the table * factor as float32, rounded once; codes and scales are read side by side. */
export function nibbleData(parts: NibbleParts): TensorData {
  return streamedData(() => nibblePieces(parts), parts.elements * 4, parts.file);
}

async function* nibblePieces(
  { packed, scales, elements, blockSize, isHighFirst, readMeaning }: NibbleParts,
): AsyncGenerator<Uint8Array> {
  const { table, factorOf } = await readMeaning(), lanes = lanesOf(scales)!, scaleBytes = scales.dtype.bits / 8;
  const factors = new Float64Array(SCALES), values = new Float32Array(SCALES * blockSize);
  const shifts = isHighFirst ? [4, 0] : [0, 4];
  let first = 0;
  for await (const [codes, stored] of sideBySide(packed, SCALES * blockSize / 2, scales, SCALES * scaleBytes)) {
    const blocks = stored.length / scaleBytes, count = Math.min(codes.length * 2, elements - first);
    lanes.read(stored, first / blockSize, blocks, factors);
    for (let block = 0; block < blocks; block++) factors[block] = factorOf(factors[block]!, first / blockSize + block);
    for (let i = 0; i < count; i++) {
      const code = codes[i >> 1]! >> shifts[i & 1]! & 15;
      values[i] = table[code]! * factors[Math.floor(i / blockSize)]!;
    }
    first += count;
    yield new Uint8Array(values.buffer, 0, count * 4);
  }
}

/** The blocks of two tensors that have as many. */
async function* sideBySide(
  left: TensorNode,
  leftBytes: number,
  right: TensorNode,
  rightBytes: number,
): AsyncGenerator<readonly [Uint8Array, Uint8Array]> {
  const others = iteratorOf(right.data!.blocks(rightBytes));
  try {
    for await (const block of left.data!.blocks(leftBytes)) {
      const { value } = await others.next();
      yield [block, value!];
    }
  } finally {
    await others.return?.();
  }
}

function iteratorOf<T>(blocks: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in blocks ? blocks[Symbol.asyncIterator]() : blocks[Symbol.iterator]();
}
