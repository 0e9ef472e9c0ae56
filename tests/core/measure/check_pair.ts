import { assert, assertEquals } from "@std/assert";
import { measurePair } from "../../../core/measure/tensor_pass.ts";
import type { MeasuredPair, PairMeasures, TensorStats } from "../../../core/model/measures.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { exact, exactPair, exactStats } from "./exact.ts";

/** Fails unless equal to 11 digits or within `floor`; `null` and what is not finite must be the same. */
export function assertClose(actual: unknown, expected: number | null, what: string, floor = 0): void {
  if (expected === null || typeof actual !== "number" || !Number.isFinite(expected)) {
    return assertEquals(actual, expected, what);
  }
  const bound = Math.max(1e-11 * Math.max(Math.abs(actual), Math.abs(expected)), floor, 5e-324);
  assert(Math.abs(actual - expected) <= bound, `${what}: ${actual} instead of ${expected}`);
}

/** Measures a pair of vectors whose elements are the numbers `a` and `b`, and checks all of it by exact arithmetic. */
export async function checkPair(
  old: TensorNode,
  fresh: TensorNode,
  a: readonly number[],
  b: readonly number[],
): Promise<PairMeasures> {
  const measured = await measurePair(old, fresh, { blockBytes: 1 << 20 });
  checkStats(measured.old!, a);
  checkStats(measured.new!, b);
  const paired = [...a.keys()].filter((i) => Number.isFinite(a[i]) && Number.isFinite(b[i]));
  assertEquals(measured.measures!.left_out_elements, a.length - paired.length);
  if (paired.length === 0) checkUndefined(measured);
  else checkDifference(measured, paired, a, b);
  return measured.measures!;
}

function checkStats(stats: TensorStats, values: readonly number[]): void {
  const finite = values.filter(Number.isFinite);
  const truth = finite.length === 0 ? { mean: null, std: null } : exactStats(finite);
  const size = Math.max(0, ...finite.map(Math.abs));
  assertClose(stats.mean, truth.mean, "mean", 1e-29 * size);
  assertClose(stats.std, truth.std, "std", 1e-14 * size);
  assertEquals(stats.min, finite.length === 0 ? null : finite.reduce((least, x) => x < least ? x : least));
  assertEquals(stats.max, finite.length === 0 ? null : finite.reduce((most, x) => x > most ? x : most));
  const count = (is: (x: number) => boolean) => values.filter(is).length;
  assertEquals([stats.elements, stats.zeros, stats.nan], [values.length, count((x) => x === 0), count(Number.isNaN)]);
  assertEquals([stats.pos_inf, stats.neg_inf], [count((x) => x === Infinity), count((x) => x === -Infinity)]);
}

const FIGURES = ["max_abs", "mean_abs", "rms", "l2", "relative_l2"] as const;

function checkUndefined({ measures, unmeasured }: MeasuredPair): void {
  for (const name of [...FIGURES, "cosine", "snr_db"] as const) {
    assertEquals(measures![name], null, name);
    assert(unmeasured[name], `${name} is null without a reason`);
  }
}

function checkDifference(
  measured: MeasuredPair,
  paired: readonly number[],
  a: readonly number[],
  b: readonly number[],
) {
  const exactly = (values: readonly number[]) => paired.map((i) => exact(values[i]!));
  const truth = exactPair(exactly(a), exactly(b));
  const measures = measured.measures!;
  checkPlace(measures, truth.index === null ? null : paired[truth.index]!, a, b);
  for (const name of FIGURES) checkFigure(measured, name, truth[name]);
  assertClose(measures.cosine, truth.cosine, "cosine", 1e-12);
  const { relative_l2: relative } = truth;
  if (relative === null) assertEquals(measures.snr_db, null);
  else if (relative > 0 && relative < Infinity) assertClose(measures.snr_db, -20 * Math.log10(relative), "snr", 1e-10);
}

/** The place of the largest difference; of differences that round to the same float64 the first one counts. */
function checkPlace(
  { max_abs_index, max_abs_old, max_abs_new }: PairMeasures,
  largest: number | null,
  a: readonly number[],
  b: readonly number[],
): void {
  if (largest === null) return assertEquals([max_abs_index, max_abs_old, max_abs_new], [null, null, null]);
  const index = max_abs_index![0]!;
  assertEquals([max_abs_old, max_abs_new], [a[index], b[index]]);
  const size = (i: number) => Math.abs(b[i]! / 4 - a[i]! / 4);
  assert(index === largest || size(index) === size(largest), `[${index}] instead of [${largest}]`);
}

function checkFigure({ measures, unmeasured }: MeasuredPair, name: typeof FIGURES[number], truth: number | null): void {
  const figure = measures![name];
  assertEquals(name in unmeasured, figure === null, `reason for ${name}`);
  const edge = Number.MAX_VALUE * (1 - 1e-11);
  if (truth !== null && truth > edge) assert(figure === null || figure as number > edge, `${name}: ${figure}`);
  else assertClose(figure, truth, name);
}
