import type { DType } from "../../../model/dtype.ts";
import type { PairObserver, StreamAnalysis } from "../analysis.ts";
import type { ObservedChunk } from "../observed_chunk.ts";

/** Elements that torch's own comparison would call different. */
export const defaultTolerance: StreamAnalysis = {
  kind: "stream",
  id: "default-tolerance",
  title: "elements that torch.testing.assert_close would call different",
  group: "change",
  since: "0.1.0",
  cost: "pass",
  formula:
    "|new - old| > atol + rtol |old|, with old as what is expected and the tolerances of the type: float16 1e-3 " +
    "and 1e-5, bfloat16 1.6e-2 and 1e-5, float32 1.3e-6 and 1e-5, float64 1e-7 and 1e-7 (rtol and atol), integers 0; of " +
    "two types the larger of each. NaN is never close, an infinity only to itself.",
  source: "torch.testing.assert_close, default tolerances",
  why:
    "The same limit as in the tests of a conversion or another kernel: what is within it is mostly another order of " +
    "summation.",
  basis: "measured",
  figures: {
    beyond: { unit: "elements", about: "elements beyond the tolerance" },
    share: { unit: "share of elements", about: "the same as a share" },
    rtol: { unit: "share of old", about: "relative tolerance" },
    atol: { unit: "value", about: "absolute tolerance" },
  },
  rank: "share",
  observe({ old, new: fresh }) {
    const before = toleranceOf(old.dtype), after = toleranceOf(fresh.dtype);
    if (!before || !after) return { skipped: "torch has no tolerance for its type" };
    return new MismatchCounter(Math.max(before.rtol, after.rtol), Math.max(before.atol, after.atol));
  },
};

/** Tolerances by type, as `torch.testing` has them; none for quantized, float8 and wider types. */
const TOLERANCES: Readonly<Record<string, { readonly rtol: number; readonly atol: number } | undefined>> = {
  float16: { rtol: 1e-3, atol: 1e-5 },
  bfloat16: { rtol: 1.6e-2, atol: 1e-5 },
  float32: { rtol: 1.3e-6, atol: 1e-5 },
  float64: { rtol: 1e-7, atol: 1e-7 },
};

function toleranceOf({ name, kind, stored }: DType) {
  if (stored === undefined && (kind === "int" || kind === "uint" || kind === "bool")) return { rtol: 0, atol: 0 };
  return TOLERANCES[name];
}

class MismatchCounter implements PairObserver {
  readonly #rtol: number;
  readonly #atol: number;
  #beyond = 0;
  #elements = 0;

  constructor(rtol: number, atol: number) {
    this.#rtol = rtol;
    this.#atol = atol;
  }

  push({ old, new: fresh, count }: ObservedChunk): void {
    const rtol = this.#rtol, atol = this.#atol;
    let close = 0;
    for (let i = 0; i < count; i++) {
      const a = old[i]!, b = fresh[i]!;
      // An infinity has an infinite tolerance, which only another infinity of its sign may use.
      if (a === b || (Math.abs(b - a) <= atol + rtol * Math.abs(a) && a - a === 0)) close++;
    }
    this.#beyond += count - close;
    this.#elements += count;
  }

  finish() {
    const figures = { beyond: this.#beyond, rtol: this.#rtol, atol: this.#atol };
    if (this.#elements > 0) return { figures: { ...figures, share: this.#beyond / this.#elements } };
    return { figures: { ...figures, share: null }, unmeasured: { share: "the tensor has no elements" } };
  }
}
