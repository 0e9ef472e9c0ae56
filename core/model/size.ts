import type { Unmeasured } from "./measures.ts";
import type { BothSides } from "./report.ts";

/** A number of bytes on each side. */
export interface SizeChange extends BothSides {
  /** new - old. */
  readonly change: number;
  /** new / old; `null` where old is 0. */
  readonly ratio: number | null;
}

/** A number of bytes that one side or both may not tell. */
export interface KnownSizeChange {
  readonly old: number | null;
  readonly new: number | null;
  /** new - old, where both are known. */
  readonly change: number | null;
  /** new / old, where both are known and old is not 0. */
  readonly ratio: number | null;
}

/** The bytes of what has a name. */
export interface NamedSize extends SizeChange {
  readonly name: string;
}

/** How many numbered blocks a prefix has on each side. Inferred from names of the form `<name>.N.`. */
export interface BlockCount extends BothSides {
  readonly name: string;
}

/** What a pair takes in bytes, as file systems and headers tell: no element is read. */
export interface SizeComparison extends Partial<TensorSizes> {
  /** The files, with the shards that they name; of folders, all files that are compared. */
  readonly file_bytes: SizeChange;
}

/** What the tensors of a pair take in bytes. Views of the same elements count once. */
export interface TensorSizes {
  /** Elements as their types pack them; two views of one storage that differ, as a matrix and its transpose, count each. */
  readonly tensor_bytes: SizeChange;
  /** Of those, what training changes. */
  readonly parameter_bytes: SizeChange;
  /** Of those, buffers: running statistics, masks, tables. */
  readonly buffer_bytes: SizeChange;
  /** Of those, training state: of the optimizer, the scheduler, random generators. */
  readonly state_bytes: SizeChange;
  /** What tensors are views of, each storage once; the tensors themselves where a format keeps no storages. */
  readonly storage_bytes: SizeChange;
  /** Bytes of storages that no tensor shows: a slice is saved with all that it was sliced from. */
  readonly slack_bytes: KnownSizeChange;
  /** file_bytes - storage_bytes: headers, names, padding, checksums, values that are no tensors. */
  readonly other_bytes: KnownSizeChange;
  /** 8 * parameter_bytes / elements of parameters; scales of quantized ones are no part of it. */
  readonly bits_per_parameter: { readonly old: number | null; readonly new: number | null };
  /** tensor_bytes by element type, the largest first. */
  readonly dtypes: readonly NamedSize[];
  /**
   * tensor_bytes by the first parts of names, the largest first. A module with
   * more than half of a model's bytes is taken apart, unless its parts are but
   * numbered; training state is one module for each key of its checkpoint.
   */
  readonly modules: readonly NamedSize[];
  /** Lists of numbered blocks, by name: how deep a model is. Inferred from names. */
  readonly blocks: readonly BlockCount[];
  /** Why a figure is `null`: by its name, and the side. */
  readonly unmeasured?: Unmeasured;
}
