import type { TensorStats } from "../../model/measures.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { ColumnScan, type ColumnState } from "./column_scan.ts";
import { type FloatCodes, floatCodes } from "./float_codes.ts";
import { type GroupCounts, GroupScan } from "./group_scan.ts";
import { NarrowScan, type NarrowType } from "./narrow_scan.ts";
import { SliceScan, type SliceState } from "./slice_scan.ts";

/** What is known of a range of elements. Crosses from a worker as a message. */
export interface SideScanState {
  readonly slices: SliceState | null;
  readonly columns: ColumnState | null;
  readonly groups: GroupCounts | null;
  readonly narrow: readonly NarrowType[];
}

/** What a scan adds to the statistics of a tensor; a figure is there if it is not 0. */
export type ScanStats = Pick<
  TensorStats,
  "zero_rows" | "constant_rows" | "zero_columns" | "share_2_4" | "share_1_4" | "share_4_8" | "lossless_in"
>;

const NOTHING: ScanStats = {};
const NO_GROUPS: GroupCounts = { "2:4": 0, "1:4": 0, "4:8": 0 };

/** The longest second axis whose columns are followed. */
const MOST_COLUMNS = 2 ** 20;

/**
 * Finds out of one tensor what depends on where its elements lie: rows and
 * columns of zeros, constant rows, N:M patterns; and which narrower types hold
 * it. Mostly a few elements of each chunk tell, so that it costs little beside
 * the sums.
 */
export class SideScan {
  readonly #tensor: TensorNode;
  readonly #codes: FloatCodes;
  readonly #slices: SliceScan | undefined;
  readonly #columns: ColumnScan | undefined;
  readonly #narrow: NarrowScan;
  /** Made for the first zero, where the last axis can be divided. */
  #groups: GroupScan | undefined;

  private constructor(tensor: TensorNode, codes: FloatCodes, first: number) {
    const { shape, dtype } = tensor;
    this.#tensor = tensor;
    this.#codes = codes;
    this.#narrow = new NarrowScan(dtype);
    if (shape.length < 2) return;
    const columns = shape[1]!;
    let inner = 1;
    for (let axis = 2; axis < shape.length; axis++) inner *= shape[axis]!;
    if (columns * inner > 1) this.#slices = new SliceScan(codes, columns * inner, first);
    if (columns > 0 && columns <= MOST_COLUMNS) this.#columns = new ColumnScan(codes, columns, inner, first);
  }

  /** A scan of a tensor from the element at index `first` on; `undefined` for what is not scanned. */
  static of(tensor: TensorNode, first = 0): SideScan | undefined {
    const codes = tensor.quantization ? undefined : floatCodes(tensor.dtype);
    return codes && new SideScan(tensor, codes, first);
  }

  /** Adds the next elements; `zeros` says how many of them are zero, where that is known. */
  push(bytes: Uint8Array, count: number, zeros: number | null): void {
    const words = this.#codes.view(bytes);
    this.#slices?.push(words, count);
    this.#columns?.push(words, count);
    if (zeros !== 0) this.#groupScan()?.push(words, count);
    if (this.#narrow.isOpen) this.#narrow.push(this.#tensor, bytes, count);
  }

  /** Adds what is known of the elements that follow. */
  join({ slices, columns, groups, narrow }: SideScanState): void {
    if (slices) this.#slices?.join(slices);
    if (columns) this.#columns?.join(columns);
    if (groups) this.#groupScan()?.join(groups);
    this.#narrow.join(narrow);
  }

  get state(): SideScanState {
    return {
      slices: this.#slices?.state ?? null,
      columns: this.#columns?.state ?? null,
      groups: this.#groups?.state ?? null,
      narrow: this.#narrow.state,
    };
  }

  /** What was found, once all elements were added: mostly nothing. Types are not told of a constant tensor. */
  finish(isConstant: boolean): ScanStats {
    const { shape } = this.#tensor, elements = elementCount(shape);
    if (elements === 0) return NOTHING;
    const { zero = 0, constant = 0 } = this.#slices?.state ?? {}, columns = this.#columns?.state.length ?? 0;
    const groups = this.#groups?.state ?? NO_GROUPS, isEight = shape.at(-1)! % 8 === 0, { state } = this.#narrow;
    return {
      ...(zero > 0 ? { zero_rows: zero } : NOTHING),
      ...(constant > 0 ? { constant_rows: constant } : NOTHING),
      ...(columns > 0 ? { zero_columns: columns } : NOTHING),
      ...(groups["2:4"] > 0 ? { share_2_4: groups["2:4"] * 4 / elements } : NOTHING),
      ...(groups["1:4"] > 0 ? { share_1_4: groups["1:4"] * 4 / elements } : NOTHING),
      ...(groups["4:8"] > 0 && isEight ? { share_4_8: groups["4:8"] * 8 / elements } : NOTHING),
      ...(state.length > 0 && !isConstant ? { lossless_in: state } : NOTHING),
    };
  }

  #groupScan(): GroupScan | undefined {
    const { shape } = this.#tensor;
    if (shape.length < 2 || shape.at(-1)! % 4 !== 0) return undefined;
    return this.#groups ??= new GroupScan(this.#codes);
  }
}
