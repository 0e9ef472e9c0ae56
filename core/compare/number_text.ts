import { equalDecimals, LONGEST_NUMBER, parseDecimal } from "../model/decimal.ts";
import type { Tolerance } from "../model/tolerance.ts";

/**
 * Whether two texts spell the same number: decimals are compared digit by
 * digit, not as float64, and -0 is 0; `nan` and `inf` in any case and with
 * `inf` or `infinity` count as numbers. False if either is no number.
 *
 * @example
 * ```ts
 * import { sameNumber } from "./number_text.ts";
 * import { assert } from "@std/assert";
 * assert(sameNumber("1.0e+01", "10.0"));
 * assert(sameNumber("NaN", "nan"));
 * assert(!sameNumber("9007199254740993", "9007199254740992"));
 * ```
 */
export function sameNumber(old: string, fresh: string): boolean {
  if (old === fresh) return numberOf(old) !== undefined;
  const oldValue = numberOf(old), newValue = numberOf(fresh);
  if (oldValue === undefined || newValue === undefined) return false;
  // Equal decimals round to equal float64, so most differences end here; those that do not, and overflow, go on.
  if (!Object.is(oldValue + 0, newValue + 0)) return false;
  const oldDecimal = parseDecimal(old.trim()), newDecimal = parseDecimal(fresh.trim());
  if (oldDecimal === null || newDecimal === null) return oldDecimal === newDecimal;
  return equalDecimals(oldDecimal, newDecimal);
}

/**
 * Whether two texts are numbers within a tolerance of each other, as
 * `isCloseNumber` has it. Numbers that float64 cannot tell apart are close if
 * the tolerance is one unit in the last place or more.
 */
export function isCloseText(old: string, fresh: string, tolerance: Tolerance): boolean {
  if (sameNumber(old, fresh)) return true;
  const oldValue = numberOf(old), newValue = numberOf(fresh);
  if (oldValue === undefined || newValue === undefined) return false;
  if (oldValue !== newValue) return isCloseNumber(oldValue, newValue, tolerance);
  const size = Math.abs(oldValue);
  return Number.isFinite(size) && tolerance.atol + tolerance.rtol * size >= size * Number.EPSILON;
}

/**
 * Whether new is close to old: |new - old| <= atol + rtol * |old|. NaN is close
 * to NaN, an infinity to itself only.
 *
 * @example
 * ```ts
 * import { isCloseNumber } from "./number_text.ts";
 * import { assert } from "@std/assert";
 * assert(isCloseNumber(100, 101, { rtol: 0.01, atol: 0 }));
 * assert(!isCloseNumber(Infinity, 1, { rtol: 1, atol: 0 }));
 * ```
 */
export function isCloseNumber(old: number, fresh: number, { rtol, atol }: Tolerance): boolean {
  if (old === fresh || (Number.isNaN(old) && Number.isNaN(fresh))) return true;
  return Number.isFinite(old) && Number.isFinite(fresh) && Math.abs(fresh - old) <= atol + rtol * Math.abs(old);
}

const SPECIAL = /^[+-]?(?:nan|inf(?:inity)?)$/i;

/** The number that a text spells, rounded to float64; blanks around it do not count. `undefined` if it spells none. */
export function numberOf(text: string): number | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  const trimmed = text.trim();
  if (SPECIAL.test(trimmed)) return specialOf(trimmed);
  // Number() also reads "", hexadecimal and "Infinity", which the decimal grammar refuses.
  return parseDecimal(trimmed) === null ? undefined : Number(trimmed);
}

function specialOf(text: string): number {
  if (/nan$/i.test(text)) return NaN;
  return text.startsWith("-") ? -Infinity : Infinity;
}
