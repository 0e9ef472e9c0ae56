import type { MeasuredPair } from "../../../model/measures.ts";
import type { Outcome, PairObserver, Skipped, StreamAnalysis } from "../analysis.ts";
import { LeastSquares } from "../least_squares.ts";
import type { ObservedChunk } from "../observed_chunk.ts";

/** Whether new is a multiple of old. */
export const scaling: StreamAnalysis = {
  kind: "stream",
  id: "scaling",
  title: "whether new is a multiple of old",
  group: "change",
  since: "0.1.0",
  cost: "pass",
  formula:
    "alpha = <old, new> / <old, old>, the factor for which the norm of new - alpha * old is smallest; residual " +
    "is that norm over the norm of new. Tensors of floating-point numbers that changed; pairs of which one is NaN or " +
    "infinite are left out.",
  source: "numpy.linalg.lstsq",
  why: "A layer that was folded, normalised or had its weights decayed without a gradient is a multiple of what it " +
    "was: the residual is 0 up to rounding (about 2^-9 in bfloat16), whatever the size of the change.",
  basis: "measured",
  figures: {
    alpha: { unit: "factor", about: "the factor that fits best" },
    residual: { unit: "share of new", about: "norm of what the factor does not explain" },
    left_out: { unit: "elements", about: "pairs of which one is not finite" },
  },
  rank: "-residual",
  observe({ old, new: fresh }) {
    return old.dtype.kind === "float" && fresh.dtype.kind === "float" ? new ScalingObserver() : null;
  },
};

class ScalingObserver implements PairObserver {
  readonly #fit = new LeastSquares();

  push({ old, new: fresh, count }: ObservedChunk): void {
    this.#fit.push(old, fresh, count);
  }

  finish({ measures }: MeasuredPair): Outcome | Skipped {
    if (measures?.changed_elements === 0) return { skipped: "new is the same as old" };
    const { alpha, residual, vv, pairs, leftOut } = this.#fit.finish(), left_out = leftOut;
    if (alpha === null) {
      const reason = this.#fit.isZero ? "no finite pair in which old is other than 0" : "squares are beyond float64";
      return { figures: { alpha, residual, left_out }, unmeasured: { alpha: reason, residual: reason } };
    }
    const reason = pairs === 1 ? "one pair fits any factor" : vv === 0 ? "new is all zero" : null;
    if (reason !== null) return { figures: { alpha, residual: null, left_out }, unmeasured: { residual: reason } };
    return { figures: { alpha, residual: residual! / Math.sqrt(vv), left_out } };
  }
}
