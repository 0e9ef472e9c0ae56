import { assertEquals, assertStrictEquals } from "@std/assert";
import type { MeasuredPair, PairMeasures, TensorStats } from "../../../core/model/measures.ts";
import { PackedPairs } from "../../../core/model/packed_pairs.ts";
import { measures } from "../report/make_report.ts";

const STATS: TensorStats = {
  elements: 4,
  mean: -0.5,
  std: 0.25,
  min: -1,
  max: -0,
  zeros: 1,
  negative_zeros: 5,
  subnormals: 6,
  nan: 2,
  pos_inf: 3,
  neg_inf: 4,
};

const NONE: TensorStats = { ...STATS, mean: null, std: null, min: null, max: null, subnormals: null };

const MEASURES = measures();

const NO_MEASURES: PairMeasures = {
  changed_elements: 0,
  changed_fraction: null,
  signed_zero_changes: 0,
  nan_payload_changes: 0,
  left_out_elements: 0,
  sign_flips: null,
  pruned: null,
  regrown: null,
  max_abs: null,
  max_abs_index: null,
  max_abs_old: null,
  max_abs_new: null,
  mean_abs: null,
  mean_change: null,
  std_change: null,
  update_ratio: null,
  rms: null,
  l2: null,
  relative_l2: null,
  cosine: null,
  snr_db: null,
};

const REASONS = { cosine: "the old tensor is all zero" };

/** Every way in which pairs differ in what they have. */
const PAIRS: readonly (MeasuredPair | null)[] = [
  { old: STATS, new: NONE, measures: MEASURES, unmeasured: {} },
  null,
  { old: null, new: STATS, unmeasured: REASONS },
  { old: STATS, new: null, unmeasured: {} },
  { old: null, new: null, unmeasured: { changed_elements: "the shapes differ" } },
  { old: NONE, new: NONE, measures: NO_MEASURES, unmeasured: REASONS },
  { old: STATS, new: STATS, measures: { ...MEASURES, mismatched_elements: 0 }, unmeasured: {} },
  {
    old: STATS,
    new: STATS,
    measures: { ...MEASURES, mismatched_elements: 2, cast_mismatches: 1, cast_rounding: "truncation" },
    unmeasured: {},
  },
  {
    old: STATS,
    new: STATS,
    measures: { ...MEASURES, cast_mismatches: 0, cast_rounding: "nearest" },
    unmeasured: {},
  },
  { old: STATS, new: STATS, measures: { ...MEASURES, max_abs_index: [] }, unmeasured: {} },
  { old: STATS, new: STATS, measures: { ...MEASURES, max_abs_index: [1, 2, 3, 4, 5] }, unmeasured: {} },
  { old: STATS, new: STATS, measures: { ...MEASURES, snr_db: Infinity }, unmeasured: {} },
  { old: STATS, new: { ...STATS, zero_rows: 1, lossless_in: ["float16"] }, measures: MEASURES, unmeasured: {} },
  { old: { ...STATS, max: 2n ** 60n }, new: STATS, measures: MEASURES, unmeasured: {} },
  { old: STATS, new: STATS, measures: { ...MEASURES, max_abs_old: "1+2j" }, unmeasured: {} },
  { old: { ...STATS, mean: NaN }, new: STATS, measures: MEASURES, unmeasured: {} },
  {
    old: STATS,
    new: STATS,
    measures: MEASURES,
    drift: {
      basis: "exact",
      ks: 0.5,
      ks_error: 0,
      wasserstein: 1,
      wasserstein_error: 0,
      wasserstein_std: null,
    },
    unmeasured: {},
  },
];

Deno.test("PackedPairs gives back every pair as it was, members in their order", () => {
  const pairs = new PackedPairs();
  for (const pair of PAIRS) pairs.push(pair);
  for (const [index, pair] of [...PAIRS.entries()].reverse()) {
    assertEquals(pairs.at(index), pair);
    const text = (value: unknown) =>
      JSON.stringify(value, (_, each) => typeof each === "bigint" || Object.is(each, -0) ? `${each} exactly` : each);
    assertEquals(text(pairs.at(index)), text(pair));
  }
});

Deno.test("PackedPairs makes a pair once for who asks for its parts", () => {
  const pairs = new PackedPairs();
  for (const pair of PAIRS) pairs.push(pair);
  assertStrictEquals(pairs.at(0), pairs.at(0));
});
