import type { ByteSource } from "../source/byte_source.ts";
import { byteLength, type DType } from "./dtype.ts";

/** The elements of a tensor, wherever and however they are stored. */
export interface TensorData {
  /** Present if the elements are stored contiguously in C order, little-endian: any block, in any order. */
  readonly plain?: ByteSource;
  /**
   * The elements in C order, little-endian, as blocks of exactly `blockBytes`
   * bytes (the last may be shorter). The buffer is reused from one block to
   * the next; `blockBytes` is a multiple of the element's bytes.
   */
  blocks(blockBytes: number): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * What a tensor is to its model: a `parameter` that training changes, a
 * `buffer`, or `state` beside them (of the optimizer, the scheduler, random
 * generators; what a module keeps in a plain attribute).
 */
export type TensorRole = "parameter" | "buffer" | "state";

/** How stored integers stand for real values: value = scale * (stored - zero point). */
export interface Quantization {
  readonly scheme: "per_tensor" | "per_channel";
  /** One scale, or one for each index of `axis`. */
  readonly scales: readonly number[];
  /** As many as scales. */
  readonly zeroPoints: readonly number[];
  /** The axis along which scales vary; only for `per_channel`. */
  readonly axis?: number;
}

/** What a tensor is a view of, in formats that keep bytes apart from the tensors that show them. All sizes are bytes. */
export interface TensorStorage {
  /** Unique in the file. */
  readonly key: string;
  readonly size: number;
  /** Where the view begins. */
  readonly offset: number;
  /** From its first element to its last. */
  readonly span: number;
  /** Of those, how many it shows: less than `span` where there are gaps. */
  readonly shown: number;
  /** Whether they lie in the file as they are; else they are compressed. */
  readonly isStored: boolean;
}

/** A tensor or array in a tree. Its elements stay in the file until they are compared. */
export interface TensorNode {
  readonly kind: "tensor";
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Nodes with equal ids are views of the same elements (tied); absent where no other node shows them. */
  readonly storageId?: string;
  /** What the elements are a part of, where the format tells; no element is read to know it. */
  readonly storage?: TensorStorage;
  /** `null` for a meta tensor, which has a shape and no elements. */
  readonly data: TensorData | null;
  readonly quantization?: Quantization;
  /** What the tensor is to its model, where the file tells: a torch Parameter, a buffer of a module. */
  readonly role?: TensorRole;
}

/** A tensor with other members. Those of a node may be accessors, which spreading leaves out. */
export function tensorWith(tensor: TensorNode, members: Partial<Omit<TensorNode, "kind">>): TensorNode {
  const { dtype, shape, storageId, storage, data, quantization, role } = tensor;
  return {
    kind: "tensor",
    dtype,
    shape,
    data,
    ...(storageId === undefined ? {} : { storageId }),
    ...(storage ? { storage } : {}),
    ...(quantization ? { quantization } : {}),
    ...(role ? { role } : {}),
    ...members,
  };
}

/**
 * Number of elements of a shape.
 *
 * @example
 * ```ts
 * import { elementCount } from "./tensor.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(elementCount([64, 3, 7, 7]), 9408);
 * assertEquals(elementCount([]), 1);
 * ```
 */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Bytes of a tensor's elements as `blocks` gives them; 0 for a meta tensor, which has none.
 *
 * @example
 * ```ts
 * import { dataBytes } from "./tensor.ts";
 * import { dtype } from "./dtype.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(dataBytes({ dtype: dtype("float16"), shape: [3, 2], data: { blocks: () => [] } }), 12);
 * ```
 */
export function dataBytes({ dtype, shape, data }: Pick<TensorNode, "dtype" | "shape" | "data">): number {
  return data === null ? 0 : byteLength(dtype, elementCount(shape));
}
