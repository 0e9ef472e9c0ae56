import { compareCodePoints } from "../../model/code_point_order.ts";
import type { NamedSize } from "../../model/size.ts";

/** The order in which sizes are listed: the one that is largest on either side first, equal ones by name. */
export function bySize(a: NamedSize, b: NamedSize): number {
  return Math.max(b.old, b.new) - Math.max(a.old, a.new) || compareCodePoints(a.name, b.name);
}
