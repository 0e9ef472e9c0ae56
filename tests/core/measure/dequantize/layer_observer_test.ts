import { assertEquals } from "@std/assert";
import { LayerObserver } from "../../../../core/measure/dequantize/layer_observer.ts";
import { CodeBooks } from "../../../../core/measure/distribution/code_books.ts";
import { measureTensors } from "../../../../core/measure/measure_tensors.ts";
import type { LayerErrors } from "../../../../core/model/quantization_report.ts";
import { tensorOf } from "../make_tensor.ts";

async function errorsOf(weights: readonly number[], values: readonly number[], step: number): Promise<LayerErrors> {
  const shape = [2, weights.length / 2];
  const weight = tensorOf("float32", Float32Array.from(weights), shape);
  const dequantized = tensorOf("float32", Float32Array.from(values), shape);
  const layer = { weight, dequantized, isTransposed: false, stepAt: () => step };
  const observer = new LayerObserver(layer, new CodeBooks());
  const sides = { path: "q", old: weight, new: dequantized };
  await measureTensors([sides], { blockBytes: 64, file: "a", observerOf: () => observer });
  return observer.errors!;
}

Deno.test("LayerObserver tells clipped elements from rounded ones", async () => {
  const { faithful_fraction, clipped_fraction } = await errorsOf([0.4, 0.5, 9, 1], [0, 1, 7, 1], 1);
  assertEquals([faithful_fraction, clipped_fraction], [0.75, 0.25]);
});

Deno.test("LayerObserver leaves out what is not finite, and channels that are all zero", async () => {
  const { channels, median_abs, faithful_fraction } = await errorsOf([0, 0, 1, NaN], [0, 0, 1.5, 2], 1);
  assertEquals([channels!.count, channels!.without_ratio, channels!.worst[0]!.channel], [1, 1, 1]);
  assertEquals([median_abs, faithful_fraction], [0, 1]);
});

Deno.test("LayerObserver gives null with a reason where nothing is finite", async () => {
  const errors = await errorsOf([NaN, NaN], [1, 2], 1);
  assertEquals([errors.mse, errors.nmse, errors.p95_abs, errors.faithful_fraction, errors.uniform_gap_db], [
    null,
    null,
    null,
    null,
    null,
  ]);
  assertEquals(Object.keys(errors.unmeasured).sort(), [
    "clipped_fraction",
    "faithful_fraction",
    "median_abs",
    "mse",
    "nmse",
    "p95_abs",
    "uniform_gap_db",
    "uniform_sqnr_db",
  ]);
});

Deno.test("LayerObserver calls a ratio without errors infinite, and its distance to the model undefined", async () => {
  const { channels, uniform_gap_db, unmeasured } = await errorsOf([1, 2], [1, 2], 1);
  assertEquals([channels!.min_db, uniform_gap_db], [Infinity, null]);
  assertEquals(unmeasured, { uniform_gap_db: "a ratio is infinite or undefined" });
});
