import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { isWideInteger } from "../lanes.ts";
import { binBook, type CodeBook, exactBook } from "./code_book.ts";
import { CodeCounter } from "./code_counter.ts";
import type { Counting, CountingChoice } from "./counting.ts";
import { SortedValues } from "./sorted_values.ts";

/** Up to this many elements, values are kept and sorted: exact for every type. */
const FEW_ELEMENTS = 16384;

/** Few values are counted one by one. */
const ONE_BY_ONE: Counting = {
  codes: null,
  createCounter: ({ dtype, shape }) => new SortedValues(elementCount(shape), isWideInteger(dtype)),
};

/** Code books by what they are of, each made when it is first needed. */
export class CodeBooks implements CountingChoice {
  readonly #countings = new Map<string, Counting>();

  /** By the bits of tensors of one type whose elements have at most 16; else by bins of float32. */
  of(...tensors: readonly Pick<TensorNode, "dtype" | "shape" | "quantization">[]): Counting {
    if (tensors.every(({ shape }) => elementCount(shape) <= FEW_ELEMENTS)) return ONE_BY_ONE;
    const [{ dtype }] = tensors as [Pick<TensorNode, "dtype">];
    const isExact = tensors.every((tensor) =>
      (tensor.dtype.bits === 8 || tensor.dtype.bits === 16) && tensor.dtype.kind !== "complex" &&
      tensor.dtype.name === dtype.name && !tensor.quantization
    );
    const key = isExact ? dtype.name : "";
    let counting = this.#countings.get(key);
    if (!counting) this.#countings.set(key, counting = byCodes(isExact ? exactBook(dtype) : binBook()));
    return counting;
  }
}

/** Counts are half a MiB: those of one tensor serve the next. */
function byCodes(book: CodeBook): Counting {
  const spare: Float64Array[] = [];
  return {
    codes: book,
    createCounter() {
      const counts = spare.pop() ?? new Float64Array(book.values.length);
      return new CodeCounter(book, counts, (used) => void spare.push(used));
    },
  };
}
