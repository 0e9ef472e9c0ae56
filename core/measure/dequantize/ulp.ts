const EXPONENT = 0x7f800000;
const SMALLEST = 2 ** -149;

/**
 * Makes a function that gives the distance from the size of a number, as
 * float32, to the next larger one. Each has a buffer of its own.
 *
 * @example
 * ```ts
 * import { createUlp } from "./ulp.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([1, -1.5, 0].map(createUlp()), [2 ** -23, 2 ** -23, 2 ** -149]);
 * ```
 */
export function createUlp(): (value: number) => number {
  const single = new Float32Array(1), bits = new Uint32Array(single.buffer);
  return (value) => {
    single[0] = value;
    const exponent = (bits[0]! & EXPONENT) >>> 23;
    return exponent === 0 ? SMALLEST : 2 ** (exponent - 150);
  };
}
