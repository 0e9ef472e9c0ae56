import type { Outcome, PairObserver, StreamAnalysis } from "../analysis.ts";
import type { ObservedChunk } from "../observed_chunk.ts";

/** What a cast of the new tensor to narrower types would lose. */
export const dtypeFit: StreamAnalysis = {
  kind: "stream",
  id: "dtype-fit",
  title: "values of new that a cast to a narrower type makes infinite or zero",
  group: "health",
  since: "0.1.0",
  cost: "pass",
  formula: "Rounded to nearest, ties to even, without a scale. Overflow: finite values whose rounding is beyond the " +
    "largest number of the type (float16 65504, bfloat16 3.39e38, float8_e4m3fn 448, float8_e5m2 57344). Underflow: " +
    "values other than zero of at most half the smallest subnormal number (2^-25, 2^-134, 2^-10, 2^-17).",
  source: "numpy.finfo, ml_dtypes.finfo",
  why: "It tells before a conversion which tensors need another type or a scale.",
  basis: "measured",
  figures: {
    float16_overflow: { unit: "elements", about: "infinite as float16" },
    float16_underflow: { unit: "elements", about: "zero as float16" },
    bfloat16_overflow: { unit: "elements", about: "infinite as bfloat16" },
    bfloat16_underflow: { unit: "elements", about: "zero as bfloat16" },
    e4m3fn_overflow: { unit: "elements", about: "beyond float8_e4m3fn" },
    e4m3fn_underflow: { unit: "elements", about: "zero as float8_e4m3fn" },
    e5m2_overflow: { unit: "elements", about: "infinite as float8_e5m2" },
    e5m2_underflow: { unit: "elements", about: "zero as float8_e5m2" },
  },
  rank: "float16_overflow",
  observe: ({ new: fresh }) => fresh.dtype.kind === "float" ? new FitCounter() : null,
};

/** Where rounding leaves a type: at `over` and above to infinity, at `under` and below to zero. */
interface TypeRange {
  readonly name: string;
  readonly over: number;
  readonly under: number;
}

// Half a step above the largest number: a tie goes to the even neighbour, which is the one beyond, but in e4m3fn, whose
// largest number has an even pattern.
const RANGES: readonly TypeRange[] = [
  { name: "float16", over: 65520, under: 2 ** -25 },
  { name: "bfloat16", over: 2 ** 128 - 2 ** 119, under: 2 ** -134 },
  { name: "e4m3fn", over: 464 + 2 ** -44, under: 2 ** -10 },
  { name: "e5m2", over: 61440, under: 2 ** -17 },
];

class FitCounter implements PairObserver {
  readonly #over = new Float64Array(RANGES.length);
  readonly #under = new Float64Array(RANGES.length);

  push({ new: fresh, count }: ObservedChunk): void {
    for (const [type, { over, under }] of RANGES.entries()) {
      let above = 0, below = 0;
      for (let i = 0; i < count; i++) {
        const size = Math.abs(fresh[i]!);
        if (size >= over && size !== Infinity) above++;
        else if (size <= under && size !== 0) below++;
      }
      this.#over[type]! += above;
      this.#under[type]! += below;
    }
  }

  finish(): Outcome {
    const counts = RANGES.flatMap(({ name }, type) => [
      [`${name}_overflow`, this.#over[type]!],
      [`${name}_underflow`, this.#under[type]!],
    ]);
    return { figures: Object.fromEntries(counts) };
  }
}
