import type { DType } from "../../model/dtype.ts";
import type { TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";

/** A type that a wider one may be stored as without loss. */
export type NarrowType = "float32" | "bfloat16" | "float16" | "int8";

/** Narrower types that may hold the values of a type, by its name. */
const CANDIDATES: Readonly<Record<string, readonly NarrowType[] | undefined>> = {
  float64: ["float32", "bfloat16", "float16", "int8"],
  float32: ["bfloat16", "float16", "int8"],
  bfloat16: ["int8"],
  float16: ["int8"],
};

/** Whether a type holds a number exactly. NaN is NaN in every floating-point type. */
const HOLDS: Readonly<Record<NarrowType, (x: number) => boolean>> = {
  float32: (x) => Object.is(Math.fround(x), x),
  bfloat16: isBfloat16,
  float16: (x) => Object.is(Math.f16round(x), x),
  int8: (x) => Number.isInteger(x) && x >= -128 && x <= 127 && !Object.is(x, -0),
};

/** As many values are looked at before all others are decoded. */
const FIRST = 16;

/** Follows which narrower types hold all values of a tensor exactly. Of most tensors the first value tells. */
export class NarrowScan {
  #left: readonly NarrowType[];

  constructor({ name }: DType) {
    this.#left = CANDIDATES[name] ?? [];
  }

  /** Whether any type is left. */
  get isOpen(): boolean {
    return this.#left.length > 0;
  }

  /** Adds elements of a tensor. */
  push(tensor: TensorNode, bytes: Uint8Array, count: number): void {
    const lanes = lanesOf(tensor)!;
    for (let from = 0, size = FIRST; from < count && this.isOpen; from += size, size = count - from) {
      const values = new Float64Array(Math.min(size, count - from));
      lanes.read(bytes.subarray(from * tensor.dtype.bits / 8), from, values.length, values);
      this.#left = this.#left.filter((type) => values.every(HOLDS[type]));
    }
  }

  /** Adds what is known of other elements. */
  join(state: readonly NarrowType[]): void {
    this.#left = this.#left.filter((type) => state.includes(type));
  }

  /** The types that hold every value so far. */
  get state(): readonly NarrowType[] {
    return this.#left;
  }
}

const BITS = new DataView(new ArrayBuffer(4));

/** Whether a number is one whose float32 has nothing in its lower 16 bits. */
function isBfloat16(x: number): boolean {
  if (x !== x) return true;
  BITS.setFloat32(0, x);
  return Object.is(BITS.getFloat32(0), x) && BITS.getUint16(2) === 0;
}
