import type { RenamedFrom } from "./report.ts";
import type { TensorNode } from "./tensor.ts";
import type { TensorRole } from "./tensor_role.ts";

/** A tensor, or a pair of them, whose structure is compared and whose values are still to be measured. */
export interface TensorTask {
  readonly path: string;
  readonly keys: readonly string[];
  readonly role: TensorRole;
  /** `revalued` stands for "same structure": only the measures tell whether it changed. */
  readonly change: "added" | "removed" | "reshaped" | "retyped" | "renamed" | "revalued";
  /** Of a renamed one. */
  readonly renamedFrom?: RenamedFrom | undefined;
  readonly old: TensorNode | null;
  readonly new: TensorNode | null;
}
