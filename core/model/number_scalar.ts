import { parseDecimal } from "./decimal.ts";
import { integerScalar, type ScalarNode } from "./scalar.ts";

/**
 * The node of a decimal number as JSON and YAML write it: an integer unless it
 * has a point or an exponent. The caller has checked that it is a number of at
 * most `LONGEST_NUMBER` characters.
 *
 * @example Exact beyond 2^53
 * ```ts
 * import { numberScalar } from "./number_scalar.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(numberScalar("9007199254740993").value, 9007199254740993n);
 * assertEquals(numberScalar("1e400"), { kind: "scalar", type: "float", value: Infinity, literal: "1e400" });
 * ```
 */
export function numberScalar(literal: string): ScalarNode {
  if (!INTEGER.test(literal)) return floatScalar(literal);
  // + 0 makes 0 of -0, which integers do not have.
  return integerScalar(literal.length < 16 ? Number(literal) + 0 : BigInt(literal));
}

/** The node of a floating-point number; it keeps its spelling if float64 loses digits of it. */
export function floatScalar(literal: string): ScalarNode {
  const value = Number(literal);
  return keepsDigits(literal, value)
    ? { kind: "scalar", type: "float", value }
    : { kind: "scalar", type: "float", value, literal };
}

const INTEGER = /^[+-]?\d+$/;

/** At most 15 digits: float64 tells any two such numbers apart. */
const SHORT = /^[+-]?[\d.]{1,15}$/;

function keepsDigits(literal: string, value: number): boolean {
  if (SHORT.test(literal) || String(value) === literal) return true;
  const written = parseDecimal(literal), kept = parseDecimal(String(value));
  return written !== null && kept !== null && written.digits === kept.digits && written.exponent === kept.exponent;
}
