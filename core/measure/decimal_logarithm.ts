const LOG10_OF_2 = 0.3010299956639812;
const ROOT_OF_2 = 1.4142135623730951;
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * The decimal logarithm of a positive finite number, the same to the last bit
 * on every engine: `Math.log10` is not, and one digit more or less makes
 * another report. Only exact or correctly rounded operations are used.
 *
 * @example
 * ```ts
 * import { decimalLogarithm } from "./decimal_logarithm.ts";
 * import { assertAlmostEquals } from "@std/assert";
 * assertAlmostEquals(decimalLogarithm(1000), 3, 1e-15);
 * assertAlmostEquals(decimalLogarithm(5e-324), -323.3062153431158, 1e-12);
 * ```
 */
export function decimalLogarithm(value: number): number {
  const scaled = value < SMALLEST_NORMAL ? value * 2 ** 54 : value;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, scaled);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1023 - (scaled === value ? 0 : 54);
  view.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let mantissa = view.getFloat64(0);
  // Near 1 from both sides, where the series is short and the sum below does not cancel.
  if (mantissa > ROOT_OF_2) {
    mantissa /= 2;
    exponent++;
  }
  return naturalLogarithm(mantissa) * Math.LOG10E + exponent * LOG10_OF_2;
}

/** ln x = 2 (s + s^3/3 + s^5/5 + ...) with s = (x - 1) / (x + 1), for x between the root of 1/2 and the root of 2. */
function naturalLogarithm(value: number): number {
  const s = (value - 1) / (value + 1);
  const square = s * s;
  let sum = 0;
  for (let power = 23; power >= 1; power -= 2) sum = sum * square + 1 / power;
  return 2 * s * sum;
}
