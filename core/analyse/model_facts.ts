import type { Change, InputFacts } from "../model/report.ts";
import type { Facts } from "./facts.ts";
import { counterMoves } from "./progress_counters.ts";

/** What rules may know of a pair beside its changes. */
export interface PairInputs {
  readonly old: Pick<InputFacts, "imports"> | null;
  readonly new: Pick<InputFacts, "imports"> | null;
}

/** The share of all squared differences that the leading tensors hold. */
const LEADING_SHARE = 0.9;

/** State that an optimizer keeps for each parameter, by the last part of its name: the first that is there decides. */
const OPTIMIZERS: readonly (readonly [state: string, family: string])[] = [
  ["exp_avg_sq", "Adam"],
  ["exp_inf", "Adamax"],
  ["square_avg", "RMSprop"],
  ["momentum_buffer", "SGD with momentum"],
  ["sum", "Adagrad"],
];

/** Facts of a pair of models that need no measure. */
export function modelFacts(changes: readonly Change[], inputs: PairInputs): Facts {
  let unchanged = 0, changed = 0;
  for (const { node, change } of changes) {
    if (node !== "tensor") continue;
    if (change === "unchanged") unchanged++;
    else if (change === "revalued" || change === "retyped" || change === "reshaped") changed++;
  }
  const known = new Set(inputs.old?.imports);
  return {
    changed_tensors: changed,
    unchanged_tensors: unchanged,
    imports_added: (inputs.new?.imports ?? []).filter((name) => !known.has(name)).join(", "),
    ...counterMoves(changes),
    old_optimizer: optimizerOf(changes, "old"),
    new_optimizer: optimizerOf(changes, "new"),
  };
}

function optimizerOf(changes: readonly Change[], side: "old" | "new"): string {
  const states = new Set<string>();
  for (const change of changes) {
    const { node, role, path } = change;
    if (node === "tensor" && role === "state" && change[side] !== null) states.add(lastPart(path));
  }
  return OPTIMIZERS.find(([state]) => states.has(state))?.[1] ?? "";
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/**
 * How many parameter tensors moved, and the fewest of them that hold nine tenths of the
 * sum of squared differences.
 *
 * @param squares l2^2 of each; 0 for what is no parameter or did not move.
 *
 * @example
 * ```ts
 * import { leadingTensors } from "./model_facts.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(leadingTensors([1, 0, 95, 4]), { moved_tensors: 3, leading_tensors: 1 });
 * ```
 */
export function leadingTensors(squares: ArrayLike<number>): { moved_tensors: number; leading_tensors: number } {
  const moved = Float64Array.from(squares).filter((square) => square > 0).sort().reverse();
  const wanted = LEADING_SHARE * moved.reduce((sum, square) => sum + square, 0);
  let held = 0, leading = 0;
  while (leading < moved.length && held < wanted) held += moved[leading++]!;
  return { moved_tensors: moved.length, leading_tensors: leading };
}
