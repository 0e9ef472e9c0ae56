import { sameShape } from "../../../model/same_shape.ts";
import type { TensorFacts } from "../../../model/report.ts";
import type { ModelPair, ModelTensor } from "../analysis.ts";
import type { OptimizerState } from "./optimizer_states.ts";

const NUMBERED = /\.(\d+)$/;

/**
 * The parameters that numbered states belong to, as `torch.optim` numbers them: one after the other in the order of
 * the state dict, tied ones once. Inferred: it is told only where there are as many states as parameters, of the same
 * shapes one by one; else `null`, as where some parameters are frozen.
 */
export function parametersOf(
  { tensors }: ModelPair,
  states: readonly OptimizerState[],
): ReadonlyMap<OptimizerState, ModelTensor> | null {
  const parameters = tensors.filter(({ role, change }) => role === "parameter" && !isTied(change.new));
  const numbered = states.map((state) => ({ state, number: Number(NUMBERED.exec(state.path)?.[1] ?? NaN) }));
  if (numbered.some(({ number }) => Number.isNaN(number)) || numbered.length !== parameters.length) return null;
  const ordered = numbered.toSorted((a, b) => a.number - b.number).map(({ state }) => state);
  const pairs = ordered.map((state, index) => [state, parameters[index]!] as const);
  return pairs.every(([state, parameter]) => fits(state, parameter)) ? new Map(pairs) : null;
}

function isTied(side: ModelTensor["change"]["new"]): boolean {
  return (side as TensorFacts | null)?.tied_to !== undefined;
}

function fits({ first, second }: OptimizerState, { old, new: fresh }: ModelTensor): boolean {
  const moment = first ?? second, states = [moment?.old, moment?.new].filter((node) => node !== null);
  return [old, fresh].every((node) => node === null || states.every((state) => sameShape(state!, node)));
}
