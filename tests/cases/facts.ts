/** A number as a facts file spells it: NaN, infinities and integers beyond 2^53 are strings; `null` is undefined. */
export type FactNumber = number | string | null;

/** The truth about one tensor pair, computed by NumPy in float64. */
export interface MeasureFacts {
  readonly changed_elements: number;
  readonly changed_fraction: number;
  readonly changed_values: number;
  readonly left_out: number;
  readonly max_abs: FactNumber;
  readonly max_abs_index: readonly number[] | null;
  readonly max_abs_old: FactNumber;
  readonly max_abs_new: FactNumber;
  readonly mean_abs: FactNumber;
  readonly rms: FactNumber;
  readonly l2: FactNumber;
  readonly relative_l2: FactNumber;
  readonly cosine: FactNumber;
  readonly snr_db: FactNumber;
}

/** Both values of something that changed. */
type FactPair = readonly [old: unknown, new: unknown] | { readonly old: unknown; readonly new: unknown };

/** The truth about a pair of files; what does not apply is absent. See fixtures/make/README.md. */
export interface PairFacts {
  readonly verdict: string;
  readonly param_diff?: number;
  readonly parameters?: { readonly old: number; readonly new: number };
  readonly buffers?: { readonly old: number; readonly new: number };
  readonly compared_parameters?: number;
  readonly modified_parameters?: number;
  readonly modified_fraction?: number | null;
  readonly structure?: Readonly<Record<"added" | "removed" | "reshaped" | "retyped", readonly string[]>> & {
    /** Names in both files; absent where no tensor has another one. */
    readonly renamed?: readonly (readonly [old: string, new: string])[];
  };
  readonly tensors?: Readonly<Record<string, MeasureFacts>>;
  /** Of tensors of which only the first axis has another size: the rows that both files have. */
  readonly common_rows?: Readonly<Record<string, MeasureFacts>>;
  readonly changed_scalars?: Readonly<Record<string, FactPair>>;
  readonly removed_scalars?: readonly string[];
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly changed?: Readonly<Record<string, FactPair>>;
  readonly rows?: Readonly<Record<"old" | "new" | "added" | "removed" | "changed", number>>;
  readonly columns?: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly cells_changed?: number;
  readonly cells?: readonly {
    readonly row: number;
    readonly column: string;
    readonly old: unknown;
    readonly new: unknown;
  }[];
  readonly files?: Readonly<Record<"added" | "removed" | "changed" | "same", readonly string[]>>;
}

/**
 * Facts that need what later issues bring. Until then the outcome is what a
 * comparison by name and position gives, and only the rest of the facts holds.
 */
export const LATER: Readonly<Record<string, { readonly needs: string; readonly facts: readonly (keyof PairFacts)[] }>> =
  {
    csv_rows_shuffled: { needs: "rows known by --key", facts: ["verdict", "cells_changed"] },
    json_list_shift: { needs: "list members known by content", facts: [] },
  };
