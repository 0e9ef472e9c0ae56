import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { isWideInteger } from "../lanes.ts";
import { CodeCounter } from "./code_counter.ts";
import type { Counting } from "./code_book.ts";
import { SortedValues } from "./sorted_values.ts";
import type { ValueCounts } from "./value_counts.ts";

/** Counts the values of one tensor, fed a chunk at a time in any order. */
export interface ValueCounter {
  /** Adds a chunk: its bytes and the same as floating-point numbers. */
  push(bytes: Uint8Array, lanes: Float64Array): void;
  /** Adds how often each code of a code book was seen. */
  pushTable(table: Uint32Array): void;
  /** Adds finite values, where they are counted one by one. */
  pushValues(values: Float32Array | Float64Array): void;
  /** The counts; `null` if some finite value could not be counted as what it is. */
  finish(): ValueCounts | null;
}

/** A counter for a tensor of real numbers. */
export function createValueCounter(counting: Counting, { dtype, shape }: TensorNode): ValueCounter {
  if (counting !== "one by one") return new CodeCounter(counting);
  return new SortedValues(elementCount(shape), isWideInteger(dtype));
}
