import { byteLength, type DType } from "../model/dtype.ts";
import { elementCount, type TensorData, type TensorNode } from "../model/tensor.ts";
import type { ByteSource } from "./byte_source.ts";
import { plainData } from "./plain_data.ts";

/**
 * A tensor that lies in a source from an offset on, contiguously, in C order,
 * little-endian. A checkpoint may have 100,000: each keeps four fields.
 *
 * @example
 * ```ts
 * import { StoredTensor } from "./stored_tensor.ts";
 * import { createMemorySource } from "./memory.ts";
 * import { dtype } from "../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const source = createMemorySource("a.bin", new Uint8Array([0, 1, 2, 3]));
 * const tensor = new StoredTensor(dtype("uint8"), [2], source, 1);
 * for await (const block of tensor.data.blocks(2)) assertEquals([...block], [1, 2]);
 * ```
 */
export class StoredTensor implements TensorNode {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly #source: ByteSource;
  readonly #offset: number;

  constructor(dtype: DType, shape: readonly number[], source: ByteSource, offset: number) {
    this.dtype = dtype;
    this.shape = shape;
    this.#source = source;
    this.#offset = offset;
  }

  get kind(): "tensor" {
    return "tensor";
  }

  get data(): TensorData {
    return plainData(this.#source, this.#offset, byteLength(this.dtype, elementCount(this.shape)));
  }
}
