import { assertEquals } from "@std/assert";
import { type MergeWay, mergeWays, replayMerge } from "../../../../../core/measure/analyses/adapters/merge_replay.ts";
import { floatGrid } from "../../../../../core/measure/analyses/float_grid.ts";
import { dtype } from "../../../../../core/model/dtype.ts";

const BFLOAT16 = floatGrid(dtype("bfloat16"))!;

function scalesOf(fitted: readonly number[], rank: number): readonly number[] {
  return [...new Set(mergeWays(fitted, rank).map(({ scale }) => scale))];
}

Deno.test("mergeWays() tries a whole alpha over rank and over its root, and the fit only if none is as good", () => {
  assertEquals(scalesOf([2.0000001], 8), [2]);
  assertEquals(scalesOf([16 / Math.sqrt(8) + 1e-9], 8).slice(0, 2), [45 / 8, 16 / Math.sqrt(8)]);
  assertEquals(scalesOf([0.7031], 4), [0.7, 0.703, 0.7031]);
  assertEquals(scalesOf([-2], 4), [-2]);
});

Deno.test("replayMerge() rounds once, twice or in each step", () => {
  const merge = (old: number, product: number, scale: number, rounding: MergeWay["rounding"], expected: number) => {
    const elements = { old: Float64Array.of(old), new: Float64Array.of(expected), product: Float64Array.of(product) };
    return replayMerge({ ...elements, count: 1 }, { scale, rounding }, BFLOAT16);
  };
  // 2^-8 + 2^-17 is above the middle between 1 and 1 + 2^-7, but rounded it is the middle, which goes to the even 1.
  const product = 2 ** -9 + 2 ** -18, exact = { exact: 1, near: 1 };
  assertEquals(merge(1, product, 2, "once", 1 + 2 ** -7), exact);
  assertEquals(merge(1, product, 2, "twice", 1), exact);
  assertEquals(merge(1, product, 2, "twice", 1 + 2 ** -7), { exact: 0, near: 1 });
  assertEquals(merge(1, product, 2, "twice", 1.5), { exact: 0, near: 0 });
  assertEquals(merge(0, 1 + 2 ** -8, 3, "twice", 3 + 2 ** -6), exact);
  assertEquals(merge(0, 1 + 2 ** -8, 3, "each-step", 3), exact);
});

Deno.test("replayMerge() tells -0 from 0, and takes NaN for NaN", () => {
  const merged = {
    old: Float64Array.of(0, NaN),
    new: Float64Array.of(-0, NaN),
    product: new Float64Array(2),
    count: 2,
  };
  assertEquals(replayMerge(merged, { scale: 1, rounding: "once" }, BFLOAT16), { exact: 1, near: 2 });
});
