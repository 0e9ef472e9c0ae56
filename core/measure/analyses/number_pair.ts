import type { Change } from "../../model/report.ts";
import { sameShape } from "../../model/same_shape.ts";
import type { TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";
import type { Sides } from "../measure_tensors.ts";
import type { NumberPair } from "./analysis.ts";

/** A pair whose elements are real numbers and can be paired, or `null`. */
export function numberPair({ path, role = "state", old, new: fresh }: Sides): NumberPair | null {
  const isPaired = old && fresh && sameShape(old, fresh) && hasNumbers(old) && hasNumbers(fresh);
  return isPaired ? { path, role, old, new: fresh } : null;
}

/** Whether a tensor has elements, and they are real numbers. */
export function hasNumbers(tensor: TensorNode): boolean {
  return tensor.data !== null && lanesOf(tensor)?.perElement === 1;
}

/** Whether a pair's elements are looked at under another name: those of tied tensors are under their first alone. */
export function isTied({ old, new: fresh }: Change): boolean {
  return [old, fresh].every((side) => side && "tied_to" in side && side.tied_to !== undefined);
}
