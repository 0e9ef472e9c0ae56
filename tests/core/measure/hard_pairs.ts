import fc from "fast-check";

const HARD_NUMBERS = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  1e-300,
  1e300,
  -1e300,
  1.7e308,
  -1.7e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  1e-45,
  3e38,
  0.1,
  2 ** -400,
  2 ** 400,
  2 ** 401,
  -(2 ** -401),
  2 ** 1022,
  2 ** 1023,
]; // deno-fmt-ignore

/** Numbers of one magnitude, or of every magnitude with all that is special. */
const HARD_NUMBER = fc.oneof(
  fc.double(),
  fc.constantFrom(...HARD_NUMBERS),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

/** Pairs of numbers that are hard to sum: of any magnitude, and special. */
export const HARD_PAIRS: fc.Arbitrary<[number, number][]> = fc.oneof(
  fc.array(fc.tuple(HARD_NUMBER, HARD_NUMBER), { minLength: 1, maxLength: 12 }),
  // The whole tensor at one magnitude, where nothing hides behind larger numbers.
  fc.tuple(
    fc.constantFrom(1, 1e-320, 1e-308, 1e-160, 1e-120, 1e120, 1e160, 1e307),
    fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    }),
  ).map(([scale, pairs]) => pairs.map(([a, b]) => [a * scale, b * scale] as [number, number])),
);
