import { type MeasureRow, pass } from "./measure_row.ts";
import type { PairMeasures, TensorStats } from "./measures.ts";

const TORCH = "torch.ao.ns.fx.utils", NORM = "numpy.linalg.norm";

/** Statistics of one side, x over its finite values, n of them. */
export const SIDE_MEASURES = {
  elements: {
    unit: "elements",
    about: "number of elements",
    formula: "the product of the shape",
    source: "numpy.size",
    cost: "header",
    basis: "measured",
  },
  mean: pass("value", "mean", "sum x / n", "numpy.mean"),
  std: pass("value", "the population's standard deviation", "sqrt(sum (x - mean)^2 / n)", "numpy.std, ddof 0"),
  min: pass("value", "smallest value", "min x", "numpy.min"),
  max: pass("value", "largest value", "max x", "numpy.max"),
  zeros: pass("elements", "elements equal to zero", "count x = 0, +0 and -0", "numpy.count_nonzero"),
  negative_zeros: pass("elements", "zeros whose sign bit is set", "count of -0", "numpy.signbit"),
  subnormals: pass(
    "elements",
    "elements below the smallest normal number of their type",
    "count 0 < |x| < smallest normal",
    "numpy.finfo.smallest_normal",
  ),
  nan: pass("elements", "elements that are NaN", "count of NaN, whatever their bits", "numpy.isnan"),
  pos_inf: pass("elements", "elements that are infinite", "count of +infinity", "numpy.isposinf"),
  neg_inf: pass("elements", "elements that are minus infinite", "count of -infinity", "numpy.isneginf"),
  first_nonfinite: pass(
    "index",
    "the first index of a NaN or an infinity",
    "first i with x[i] not finite",
    "numpy.argmin(numpy.isfinite(x))",
  ),
  zero_rows: pass(
    "slices",
    "slices along the first axis of zeros alone",
    "count of i with x[i] = 0",
    "torch ln_structured",
  ),
  constant_rows: pass(
    "slices",
    "slices along the first axis of one other value",
    "count of i with min x[i] = max x[i] != 0",
    "numpy.ptp",
  ),
  zero_columns: pass(
    "slices",
    "slices along the second axis of zeros alone",
    "count of j with x[:, j] = 0",
    "torch ln_structured",
  ),
  share_2_4: pass(
    "share of groups",
    "groups of 4 along the last axis with 2 zeros or more",
    "count / (elements / 4)",
    "arXiv 2104.08378",
  ),
  share_1_4: pass(
    "share of groups",
    "groups of 4 along the last axis with 3 zeros or more",
    "count / (elements / 4)",
    "arXiv 2104.08378",
  ),
  share_4_8: pass(
    "share of groups",
    "groups of 8 along the last axis with 4 zeros or more",
    "count / (elements / 8)",
    "arXiv 2104.08378",
  ),
  lossless_in: pass(
    "types",
    "narrower types that hold every value exactly; not told of constant tensors",
    "cast and back gives the same values",
    "numpy.astype",
  ),
} as const satisfies Record<Exclude<keyof TensorStats, "distribution">, MeasureRow>;

/** Measures of a pair: a is old, b is new, d = b - a over the n pairs in which both are finite. */
export const PAIR_MEASURES = {
  changed_elements: pass(
    "elements",
    "elements whose bits, or values, differ",
    "count of bit patterns that differ; of pairs of types, of values that do",
    "numpy.not_equal over views as integers",
  ),
  changed_fraction: pass(
    "share of all elements",
    "changed_elements as a share of all",
    "changed_elements / elements",
    "changed_elements",
  ),
  signed_zero_changes: pass(
    "elements",
    "of the changed elements, those that went between +0 and -0",
    "count a = b = 0 with different signs",
    "numpy.signbit",
  ),
  nan_payload_changes: pass(
    "elements",
    "of the changed elements, those that are NaN on both sides",
    "count of NaN pairs with different bits",
    "numpy.isnan",
  ),
  left_out_elements: pass(
    "elements",
    "pairs left out of the figures of d because either side is NaN or infinite",
    "elements - n",
    "numpy.isfinite",
  ),
  sign_flips: pass(
    "elements",
    "pairs of numbers of opposite sign",
    "count a b < 0",
    "sign conflicts as in TIES-Merging, arXiv 2306.01708",
  ),
  pruned: pass(
    "elements",
    "pairs that went from other than zero to zero",
    "count a != 0, b = 0",
    "mask changes as in RigL, arXiv 1911.11134",
  ),
  regrown: pass(
    "elements",
    "pairs that went from zero to other than zero",
    "count a = 0, b != 0",
    "mask changes as in RigL, arXiv 1911.11134",
  ),
  max_abs: pass("value", "largest difference", "max |d|", "torch.testing.assert_close"),
  max_abs_index: pass("index", "the first index at which max |d| is reached", "first argmax |d|", "numpy.argmax"),
  max_abs_old: pass("value", "old at that index", "a at max_abs_index", "max_abs_index"),
  max_abs_new: pass("value", "new at that index", "b at max_abs_index", "max_abs_index"),
  mean_abs: pass("value", "mean of the absolute differences", "sum |d| / n", "sklearn.metrics.mean_absolute_error"),
  mean_change: pass("value", "mean of the differences, new - old", "sum d / n", "numpy.mean of b - a"),
  std_change: pass(
    "value",
    "the population's standard deviation of the differences",
    "sqrt(sum (d - mean_change)^2 / n)",
    "numpy.std of b - a, ddof 0",
  ),
  update_ratio: pass(
    "share of std of old",
    "std_change over the standard deviation of old",
    "std_change / std of a",
    "common practice in training; a number without a verdict",
  ),
  rms: pass(
    "value",
    "root of the mean square difference",
    "sqrt(sum d^2 / n)",
    "sklearn.metrics.root_mean_squared_error",
  ),
  l2: pass("value", "norm of the difference", "sqrt(sum d^2)", NORM),
  relative_l2: pass(
    "share of the norm of old",
    "l2 over the norm of old",
    "l2 / sqrt(sum a^2)",
    `${TORCH}.compute_normalized_l2_error`,
  ),
  cosine: pass(
    "cosine",
    "cosine of the angle between old and new",
    "sum a b / sqrt(sum a^2 sum b^2)",
    `${TORCH}.compute_cosine_similarity`,
  ),
  snr_db: pass(
    "dB",
    "20 log10 of the norm of old over l2, in decibels",
    "20 log10(sqrt(sum a^2) / l2)",
    `${TORCH}.compute_sqnr`,
  ),
  mismatched_elements: pass(
    "elements",
    "with a tolerance: elements beyond it, and those that are not both finite and differ",
    "count |d| > atol + rtol |a|",
    "torch.testing.assert_close",
  ),
  cast_mismatches: pass(
    "elements",
    "of a pair whose new type holds less: elements that are not old cast to it, NaN equal to NaN",
    "count cast(a) != b, as bits",
    "torch.Tensor.to",
  ),
  cast_rounding: pass("name", "the rounding with fewer such elements", "nearest or truncation", "IEEE 754-2019, 4.3"),
} as const satisfies Record<keyof PairMeasures, MeasureRow>;
