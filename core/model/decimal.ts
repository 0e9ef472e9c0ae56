/**
 * A decimal number in its one canonical form: digits times a power of ten,
 * exact however many digits it has. Digits have no zeros at either end; zero,
 * whatever its sign, is `"0"` with exponent 0 and not negative.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** Longest text that is read as a number, in characters: it takes a few milliseconds as a `bigint`. */
export const LONGEST_NUMBER = 65_536;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,15}))?$/;

/**
 * Reads a decimal number as JSON, Python and C write it; `null` for anything
 * else and for texts longer than `LONGEST_NUMBER`.
 *
 * @example
 * ```ts
 * import { parseDecimal } from "./decimal.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseDecimal("1.0e+01"), { negative: false, digits: "1", exponent: 1 });
 * assertEquals(parseDecimal("0x10"), null);
 * ```
 */
export function parseDecimal(text: string): Decimal | null {
  if (text.length > LONGEST_NUMBER) return null;
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  const all = whole + fraction;
  if (all === "") return null;
  let first = 0, end = all.length;
  while (first < end && all[first] === "0") first++;
  if (first === end) return { negative: false, digits: "0", exponent: 0 };
  while (all[end - 1] === "0") end--;
  return {
    negative: sign === "-",
    digits: all.slice(first, end),
    exponent: Number(power) - fraction.length + (all.length - end),
  };
}

/** Whether two decimals are the same number. */
export function equalDecimals(a: Decimal, b: Decimal): boolean {
  return a.negative === b.negative && a.exponent === b.exponent && a.digits === b.digits;
}
