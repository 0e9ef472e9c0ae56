import type { Figure } from "../model/measures.ts";

/** Differences of finite numbers are finite; one that float64 cannot hold is unmeasured, not infinite. */
export function inRange<T extends Figure>(name: string, figure: T, unmeasured: Record<string, string>): T | null {
  if (figure !== Infinity && figure !== -Infinity) return figure;
  unmeasured[name] = "it is beyond the largest float64";
  return null;
}
