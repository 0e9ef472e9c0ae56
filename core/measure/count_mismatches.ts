import type { Tolerance } from "../model/tolerance.ts";
import type { LanePair } from "./changed_bits.ts";

/**
 * Elements that are not close: |d| > atol + rtol * |old| where both sides are
 * finite; else those that are not the same NaN or infinity on both sides.
 * `absolute` is |d| by element in units of 2^exponent, NaN where a side is not finite.
 */
export function countMismatches(
  { old, new: fresh, perElement }: LanePair,
  absolute: Float64Array,
  exponent: number,
  { rtol, atol }: Tolerance,
): number {
  const unit = 2 ** -exponent;
  let count = 0;
  for (let i = 0; i < absolute.length; i++) {
    if (absolute[i] !== absolute[i]) {
      if (differs(old, fresh, i * perElement, perElement)) count++;
      continue;
    }
    const size = perElement === 1 ? Math.abs(old[i]!) : Math.hypot(old[2 * i]!, old[2 * i + 1]!);
    if (absolute[i]! > (atol + rtol * size) * unit) count++;
  }
  return count;
}

// NaN equals NaN, +0 equals -0.
function differs(old: Float64Array, fresh: Float64Array, first: number, lanes: number): boolean {
  for (let lane = first; lane < first + lanes; lane++) {
    const a = old[lane]!, b = fresh[lane]!;
    if (a !== b && (a === a || b === b)) return true;
  }
  return false;
}
