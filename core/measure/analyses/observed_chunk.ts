import type { TensorNode } from "../../model/tensor.ts";
import { type Lanes, lanesOf } from "../lanes.ts";
import type { Chunk } from "../paired_blocks.ts";
import { laneBuffer } from "../side_pass.ts";

/**
 * A chunk of a pair for those who look on: its bytes, and its elements as
 * float64, which are decoded once and only if somebody asks. One object serves
 * all chunks of a pair.
 */
export class ObservedChunk {
  readonly #sides: { readonly old: DecodedSide; readonly new: DecodedSide };
  #chunk: Chunk = { first: 0, count: 0, bytes: [] };

  /** Of two tensors whose elements are real numbers. */
  constructor(old: TensorNode, fresh: TensorNode) {
    this.#sides = { old: new DecodedSide(old), new: new DecodedSide(fresh) };
  }

  /** Goes on to the next chunk. */
  show(chunk: Chunk): this {
    this.#chunk = chunk;
    this.#sides.old.forget();
    this.#sides.new.forget();
    return this;
  }

  /** Index of the first element in C order. */
  get first(): number {
    return this.#chunk.first;
  }

  get count(): number {
    return this.#chunk.count;
  }

  get oldBytes(): Uint8Array {
    return this.#chunk.bytes[0]!;
  }

  get newBytes(): Uint8Array {
    return this.#chunk.bytes[1]!;
  }

  /** The elements of old as float64: exact, but for integers beyond 2^53. */
  get old(): Float64Array {
    return this.#sides.old.values(this.#chunk, 0);
  }

  /** The elements of new as float64. */
  get new(): Float64Array {
    return this.#sides.new.values(this.#chunk, 1);
  }
}

class DecodedSide {
  readonly #lanes: Lanes;
  readonly #shape: readonly number[];
  #buffer: Float64Array | undefined;
  #values: Float64Array | undefined;

  constructor(tensor: TensorNode) {
    this.#lanes = lanesOf(tensor)!;
    this.#shape = tensor.shape;
  }

  forget(): void {
    this.#values = undefined;
  }

  values({ first, count, bytes }: Chunk, side: 0 | 1): Float64Array {
    if (this.#values) return this.#values;
    this.#buffer ??= laneBuffer(this.#shape, 1);
    this.#lanes.read(bytes[side]!, first, count, this.#buffer);
    return this.#values = this.#buffer.subarray(0, count);
  }
}
