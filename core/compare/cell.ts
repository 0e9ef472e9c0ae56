import type { Cell } from "../model/table.ts";
import type { Tolerance } from "../model/tolerance.ts";
import { isCloseText, sameNumber } from "./number_text.ts";

/**
 * Whether two cells hold the same: equal texts or values, or the same number
 * however it is spelled or typed. A missing cell equals a missing cell only;
 * an empty one is a text.
 *
 * @example
 * ```ts
 * import { sameCell } from "./cell.ts";
 * import { assert } from "@std/assert";
 * assert(sameCell("1.0e+01", "10.0"));
 * assert(!sameCell("", null));
 * ```
 */
export function sameCell(old: Cell, fresh: Cell, tolerance?: Tolerance): boolean {
  if (old === fresh) return true;
  if (!isNumeric(old) || !isNumeric(fresh)) return false;
  const before = String(old), after = String(fresh);
  return tolerance ? isCloseText(before, after, tolerance) : sameNumber(before, after);
}

/** What may be a number: text too, which a number may be spelled in. */
function isNumeric(cell: Cell): cell is string | number | bigint {
  return cell !== null && typeof cell !== "boolean";
}
