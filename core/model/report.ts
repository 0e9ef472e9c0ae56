import type { AnalysisStatus } from "./analysis_status.ts";
import type { Drift, Figure, PairMeasures, TensorStats, Unmeasured } from "./measures.ts";
import type { Problem } from "./problem.ts";
import type { SizeComparison } from "./size.ts";
import type { QuantizationReport } from "./quantization_report.ts";
import type { QuantizedAs, QuantizedLayers } from "./quantized_layers.ts";

export type { AnalysisResults, AnalysisStatus, TensorFigures } from "./analysis_status.ts";

/**
 * What two inputs are to each other. `unknown`: no difference was found, but
 * something could not be compared, so that "identical" would be a claim.
 */
export type Verdict = "identical_bytes" | "identical_content" | "different" | "unknown";

/** What is compared. */
export type ComparisonKind = "model" | "array" | "table" | "document" | "text" | "binary" | "folder";

/** How a node changed. `unchanged` is listed only on request. */
export type ChangeKind = "added" | "removed" | "reshaped" | "retyped" | "renamed" | "moved" | "revalued" | "unchanged";

/** The numbers that every comparison has, whatever its kind. */
export interface ComparisonTotals {
  readonly param_diff: number;
  readonly structure_changes: number;
  readonly significant_changes: number;
  /** What both sides take in bytes; only where it was asked for. */
  readonly size?: SizeComparison;
}

/** A number on each side. */
export interface BothSides {
  readonly old: number;
  readonly new: number;
}

/** What was counted of a pair, by kind. */
export type Comparison =
  & ComparisonTotals
  & (ModelComparison | TableComparison | DocumentComparison | PlainComparison | FolderComparison);

/** Models and arrays: whatever holds tensors. */
export interface ModelComparison {
  readonly kind: "model" | "array";
  readonly parameters: BothSides;
  readonly buffers: BothSides;
  /** Parameters present in both whose bits differ; `null` if values were not compared. */
  readonly modified_parameters: number | null;
  /** modified_parameters / parameters present in both. */
  readonly modified_fraction: number | null;
  readonly tensors: BothSides & {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly unchanged: number;
  };
  /** Layers that are quantized on one side and floating-point on the other; absent without any. */
  readonly quantized_layers?: readonly QuantizedLayers[];
  /** Scalars and other values beside the tensors. */
  readonly values: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly unchanged: number;
    /** With a tolerance: numbers that differ by no more than it; in none of the other counts. */
    readonly within_tolerance?: number;
  };
}

/** Rows and columns. */
export interface TableComparison {
  readonly kind: "table";
  readonly rows: BothSides & { readonly added: number; readonly removed: number; readonly changed: number };
  readonly columns: BothSides & { readonly added: number; readonly removed: number; readonly changed: number };
  /** Cells of rows and columns that both tables have: how many changed, and how many of those are in `changes`. */
  readonly cells: {
    readonly changed: number;
    readonly listed: number;
    /** With a tolerance: numbers that differ by no more than it; not among the changed. */
    readonly within_tolerance?: number;
  };
  /** The columns that identify a row; `null`: rows were paired by position. */
  readonly key: readonly string[] | null;
}

/** Values at paths. */
export interface DocumentComparison {
  readonly kind: "document";
  readonly values: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly retyped: number;
    readonly moved: number;
    readonly unchanged: number;
    /** With a tolerance: numbers that differ by no more than it; in none of the other counts. */
    readonly within_tolerance?: number;
  };
}

/** Files that no plugin reads, compared as bytes. */
export interface PlainComparison {
  readonly kind: "text" | "binary";
  /** The first byte at which they differ; `null` if they do not. */
  readonly first_difference: number | null;
}

/** A folder's files. */
export interface FolderComparison {
  readonly kind: "folder";
  readonly files: BothSides & {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly unchanged: number;
    /** Present on both sides, but not comparable, or not in full: see the problems. */
    readonly failed: number;
    /** With a tolerance: files of which every difference is within it; in none of the other counts. */
    readonly within_tolerance?: number;
    /** Files that `--include` and `--exclude` kept out of the comparison; in none of the other counts. */
    readonly left_out: number;
  };
}

/** One file as it was given. */
export interface InputFacts {
  readonly path: string;
  /** The plugin's id; `text` or `binary` where no plugin reads the file; `folder`. */
  readonly format: string;
  /** The format's name for people. */
  readonly title: string;
  readonly bytes: number;
  /** Globals outside the known table that a pickle names. None was imported. */
  readonly imports: readonly string[];
  /** What the container is like: layout, protocol, byte order. */
  readonly container: Readonly<Record<string, string | number | boolean>>;
  /** With a filter: how many of its nodes have a path that matches. */
  readonly selected?: { readonly nodes: number; readonly of: number };
}

/** One side of a changed tensor. */
export interface TensorFacts extends Partial<Omit<TensorStats, "elements">> {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
  /** The path of the first tensor that shares its elements; absent for that one and for all others. Given within one format. */
  readonly tied_to?: string;
}

/** One side of a changed scalar. */
export interface ScalarFacts {
  readonly type: string;
  readonly value: Figure | boolean | null;
}

/** One side of a changed table cell, container or opaque object: what it is. */
export interface OtherFacts {
  readonly type: string;
}

/** Where a renamed node is in the old file, and how it was recognised. */
export interface RenamedFrom {
  readonly path: string;
  readonly keys: readonly string[];
  /**
   * `inferred`: the names are the same after `rewrite`, and so are, for most tensors that it leads to, the shape and the
   * kind of element. `measured`: the bytes are equal, and no other tensor without a partner has them.
   */
  readonly basis: "inferred" | "measured";
  /** Leading parts of names that stand for each other; `{"old": "module.", "new": ""}`: `module.` was dropped. */
  readonly rewrite?: { readonly old: string; readonly new: string };
}

/** What is the same place of two tensors that differ in the size of their first axis alone. */
export interface CommonRows {
  /** How many leading indices of the first axis both have. */
  readonly rows: number;
  /** The change of those rows. */
  readonly measures: PairMeasures;
}

/** One node that differs. */
export interface Change {
  /** For people: a dotted name, or a JSON Pointer in a document. */
  readonly path: string;
  /** The exact keys, one by one. */
  readonly keys: readonly string[];
  readonly node: "tensor" | "scalar" | "table" | "row" | "cell" | "column" | "map" | "list" | "opaque" | "metadata";
  readonly change: ChangeKind;
  /** Of a node that has another name in the old file; it may be reshaped as well. */
  readonly renamed_from?: RenamedFrom;
  readonly old: TensorFacts | ScalarFacts | OtherFacts | null;
  readonly new: TensorFacts | ScalarFacts | OtherFacts | null;
  /** Of a tensor that makes up a quantized layer, or that one stands for: which side is quantized, and how. */
  readonly quantized?: QuantizedAs;
  /** What a tensor is to the model. */
  readonly role?: "parameter" | "buffer" | "state";
  readonly measures?: PairMeasures;
  /** Of a tensor of which only the size of the first axis changed: an embedding or a head that was resized. */
  readonly common_rows?: CommonRows;
  /** Of tensors whose distributions were asked for. */
  readonly drift?: Drift;
  /** Why a measure is `null` or absent. */
  readonly unmeasured?: Unmeasured;
  /** Scalars that are numbers: new - old, and that relative to |old|. */
  readonly delta?: { readonly absolute: number; readonly relative: number | null };
}

/** Something a rule found. */
export interface Finding {
  readonly rule: string;
  readonly severity: "error" | "warn" | "info";
  readonly path: string;
  readonly message: string;
  readonly basis: "measured" | "binned" | "sampled" | "inferred";
  /** Of how many tensors it is true: all those of the module at `path`, or of the model where that is empty. */
  readonly tensors?: number;
}

/** The result for one pair: what `--format json` prints. */
export interface Report {
  readonly schema_version: "1.0";
  readonly tool: { readonly name: "diffai"; readonly version: string };
  readonly verdict: Verdict;
  readonly param_diff: number;
  readonly comparison: Comparison;
  readonly inputs: { readonly old: InputFacts | null; readonly new: InputFacts | null };
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly analyses: readonly AnalysisStatus[];
  /** Of models, where it was asked for. */
  readonly quantization?: QuantizationReport;
  readonly problems: readonly Problem[];
  /** A folder: one report a pair of files, in the order of relative paths. */
  readonly files: readonly Report[];
}
