import type { TensorData } from "../../core/model/tensor.ts";

/** Which parts of an element torch holds with the opposite sign, to be resolved when read. */
export interface SignFlips {
  /** Every part: a view made by negation. */
  readonly negated: boolean;
  /** Imaginary parts: a view made by conjugation. */
  readonly conjugated: boolean;
}

/**
 * Elements with the sign bits turned that torch has put off. `partBytes` is
 * the length of a float, or of half a complex number.
 *
 * @example The conjugate of 1+2j in complex64
 * ```ts
 * import { flipSigns } from "./sign_flips.ts";
 * import { assertEquals } from "@std/assert";
 * const bytes = new Uint8Array(new Float32Array([1, 2]).buffer);
 * const data = flipSigns({ blocks: () => [bytes] }, 4, true, { negated: false, conjugated: true });
 * for await (const block of data.blocks(8)) assertEquals([...new Float32Array(block.slice().buffer)], [1, -2]);
 * ```
 */
export function flipSigns(data: TensorData, partBytes: number, isComplex: boolean, flips: SignFlips): TensorData {
  const real = flips.negated;
  const imaginary = isComplex ? flips.negated !== flips.conjugated : flips.negated;
  if (!real && !imaginary) return data;
  const step = isComplex ? partBytes * 2 : partBytes;
  const signBytes = [...real ? [partBytes - 1] : [], ...isComplex && imaginary ? [step - 1] : []];
  return { blocks: (blockBytes) => flipBlocks(data.blocks(blockBytes), step, signBytes) };
}

async function* flipBlocks(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  step: number,
  signBytes: readonly number[],
): AsyncGenerator<Uint8Array> {
  // A buffer of its own: the blocks may be views of bytes that are read again.
  let buffer = new Uint8Array();
  for await (const block of blocks) {
    if (buffer.length < block.length) buffer = new Uint8Array(block.length);
    buffer.set(block);
    for (const first of signBytes) {
      for (let at = first; at < block.length; at += step) buffer[at]! ^= 0x80;
    }
    yield buffer.subarray(0, block.length);
  }
}
