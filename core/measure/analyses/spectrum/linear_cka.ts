import type { PairContext, TensorAnalysis } from "../analysis.ts";
import { dotProduct } from "./dot_product.ts";
import { type Matrix, rowsOf, transposed } from "./matrix.ts";
import { SQUARE_LIMITS } from "./matrix_limits.ts";
import { newMatrix, oldMatrix } from "./pair_matrices.ts";
import { pairShape } from "./pair_shape.ts";

/** How alike the rows of old and of new are arranged, whatever turns their inputs. */
export const linearCka: TensorAnalysis = {
  kind: "tensor",
  id: "linear-cka",
  title: "how alike old and new arrange their rows, whatever turns the inputs",
  group: "spectrum",
  since: "0.1.0",
  cost: "matrix",
  formula:
    "cka = |a^T b|_F^2 / (|a^T a|_F |b^T b|_F) with a = old and b = new, their columns not centred; root is its " +
    "square root, the form |a^T b|_F / sqrt(|a^T a|_F |b b^T|_F) that weightwatcher gives.",
  source: "Kornblith et al. (2019), linear CKA without centring; weightwatcher",
  why: "It is 1 where new is old scaled or with its inputs turned, which cosine similarity takes for a change.",
  basis: "measured",
  figures: {
    cka: { unit: "1", about: "similarity from 0 to 1" },
    root: { unit: "1", about: "its square root" },
  },
  rank: "-cka",
  limits: SQUARE_LIMITS,
  plan(pair) {
    const shape = pairShape(pair, SQUARE_LIMITS);
    if (shape === null || "skipped" in shape) return shape;
    const { rows, columns } = shape;
    return {
      operations: 6 * rows * columns * Math.min(rows, columns),
      async measure(context) {
        const old = await context.once(oldMatrix), fresh = await context.once(newMatrix);
        const { across, within } = await gramProducts(old, fresh, context);
        const size = Math.sqrt(within[0]) * Math.sqrt(within[1]);
        if (size > 0) {
          const cka = Math.min(1, across / size);
          return { figures: { cka, root: Math.sqrt(cka) } };
        }
        const reason = `the ${within[0] === 0 ? "old" : "new"} tensor is all zero`;
        return { figures: { cka: null, root: null }, unmeasured: { cka: reason, root: reason } };
      },
    };
  },
};

/** |a^T b|_F^2, and |a^T a|_F^2 and |b^T b|_F^2. */
interface GramProducts {
  across: number;
  readonly within: [number, number];
}

/**
 * By products of the shorter vectors' number: |a^T b|_F^2 is the sum of
 * (a a^T) (b b^T), element by element, so that rows serve where they are fewer.
 */
async function gramProducts(a: Matrix, b: Matrix, { pulse }: PairContext): Promise<GramProducts> {
  const isWide = a.rows <= a.columns, sums: GramProducts = { across: 0, within: [0, 0] };
  const [left, right] = [a, b].map((matrix) => rowsOf(isWide ? matrix : transposed(matrix)));
  for (const [i, ai] of left!.entries()) {
    const bi = right![i]!;
    for (const [j, bj] of right!.entries()) {
      const aa = dotProduct(ai, left![j]!), bb = dotProduct(bi, bj);
      sums.across += isWide ? aa * bb : dotProduct(ai, bj) ** 2;
      sums.within[0] += aa ** 2;
      sums.within[1] += bb ** 2;
    }
    await pulse();
  }
  return sums;
}
