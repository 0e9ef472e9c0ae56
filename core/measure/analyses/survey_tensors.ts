import type { TensorFacts } from "../../model/report.ts";
import { dataBytes, type TensorNode } from "../../model/tensor.ts";
import type { AnalysedTensors } from "./analysis_run.ts";
import { isNormName } from "./norm_name.ts";

/** What one walk over all tensors tells, before any analysis is loaded. */
export interface TensorSurvey {
  /** The last parts of names: `weight`, `running_mean`. */
  readonly endings: ReadonlySet<string>;
  /** Whether names number blocks: `layers.0.weight`. */
  readonly hasBlocks: boolean;
  /** Whether names are those of normalisations: `norm1.weight`, or something beside `running_mean`. */
  readonly hasNorms: boolean;
  /** Whether two large tensors of a file have one standard deviation, as equal ones do. */
  readonly mayRepeat: boolean;
}

/** The fewest bytes of a tensor whose copies are worth looking for. */
export const LEAST_COPY_BYTES = 1024;

const NUMBER = /\.\d+\./;

/**
 * Looks at the names of all tensors outside of the training state, and at what was measured of the large ones.
 *
 * @example
 * ```ts
 * import { surveyTensors } from "./survey_tensors.ts";
 * import { dtype } from "../../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const node = { kind: "tensor", dtype: dtype("float32"), shape: [2], data: null } as const;
 * const task = { path: "h.0.ln_1.weight", keys: [], role: "parameter", change: "added", old: null, new: node } as const;
 * assertEquals(surveyTensors({ tasks: [task], changes: [] }), {
 *   endings: new Set(["weight"]),
 *   hasBlocks: true,
 *   hasNorms: true,
 *   mayRepeat: false,
 * });
 * ```
 */
export function surveyTensors({ tasks, changes }: Pick<AnalysedTensors, "tasks" | "changes">): TensorSurvey {
  const endings = new Set<string>(), old = new Repeats(), fresh = new Repeats();
  let hasBlocks = false, hasNorms = false;
  for (const [index, task] of tasks.entries()) {
    if (!old.found && isLarge(task.old)) old.add(changes[index]?.old as TensorFacts | null);
    if (!fresh.found && isLarge(task.new)) fresh.add(changes[index]?.new as TensorFacts | null);
    if (task.role === "state") continue;
    const { path } = task;
    endings.add(path.slice(path.lastIndexOf(".") + 1));
    hasBlocks ||= NUMBER.test(path);
    hasNorms ||= isNormName(path);
  }
  hasNorms ||= endings.has("running_mean");
  return { endings, hasBlocks, hasNorms, mayRepeat: old.found || fresh.found };
}

function isLarge(tensor: TensorNode | null): boolean {
  return tensor !== null && dataBytes(tensor) >= LEAST_COPY_BYTES;
}

/** Whether a standard deviation came twice; that of a constant tells nothing. */
class Repeats {
  readonly #seen = new Set<number>();
  found = false;

  add(facts: TensorFacts | null | undefined): void {
    const std = facts?.std;
    if (!std || facts.tied_to !== undefined) return;
    this.found = this.#seen.has(std);
    this.#seen.add(std);
  }
}
