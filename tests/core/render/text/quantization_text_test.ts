import { assert, assertEquals } from "@std/assert";
import type {
  ComparedLayer,
  GridFacts,
  LayerErrors,
  QuantizationReport,
  SchemeFacts,
} from "../../../../core/model/quantization_report.ts";
import type { Report } from "../../../../core/model/report.ts";
import { DEFAULT_RENDER_OPTIONS } from "../../../../core/render/render_options.ts";
import { quantizationLines } from "../../../../core/render/text/quantization_text.ts";
import { createStyle } from "../../../../core/render/text/style.ts";

const SCHEME: SchemeFacts = {
  scheme: "gptq",
  title: "GPTQ",
  basis: "inferred",
  evidence: "a\u001b[31m.qweight int32 [8, 16]",
  layers: 2,
  elements: 2048,
  bits: [4],
  group_sizes: [32, 128],
  bits_per_parameter: 4.5,
  scales: { count: 1024, min: 0.001, max: 0.25, layer_median: 0.0125 },
  symmetric: true,
  levels: [{ levels: 16, used: 15, entropy_bits: 3.25, at_lowest: 0, at_highest: 0.125 }],
};

const ERRORS: LayerErrors = {
  mse: 0.01,
  nmse: 0.001,
  median_abs: 0.05,
  p95_abs: 0.2,
  quantile_error: 0.00390625,
  channels: {
    count: 2,
    without_ratio: 1,
    min_db: 20,
    median_db: 25,
    worst: [{ channel: 7, sqnr_db: 20 }, { channel: 2, sqnr_db: 30 }],
  },
  faithful_fraction: 0.75,
  clipped_fraction: 0.25,
  uniform_sqnr_db: 22,
  uniform_gap_db: -2,
  unmeasured: {},
};

/** Of levels that are not evenly spaced, and errors that are beyond float32. */
const NO_ERRORS: LayerErrors = {
  ...ERRORS,
  median_abs: null,
  p95_abs: null,
  channels: null,
  faithful_fraction: null,
  clipped_fraction: null,
  uniform_sqnr_db: null,
  uniform_gap_db: null,
};

const NONE: QuantizationReport = {
  old: { bits_per_parameter: null, schemes: [] },
  new: { bits_per_parameter: 4.5, schemes: [SCHEME] },
  sqnr: null,
  compared: [],
  not_compared: [],
  grids: [],
};

function layer(path: string, sqnr_db: number | null, errors = NO_ERRORS): ComparedLayer {
  const measures = {
    max_abs: 0.5,
    max_abs_index: [0, 1],
    max_abs_old: 1,
    max_abs_new: 1.5,
  } as unknown as ComparedLayer["measures"];
  return { path, scheme: "gptq", quantized: "new", sqnr_db, measures, errors, levels: null };
}

function lines(quantization?: QuantizationReport): string[] {
  return quantizationLines({ quantization } as unknown as Report, DEFAULT_RENDER_OPTIONS, createStyle(false));
}

Deno.test("quantizationLines() says nothing where it was not asked for", () => {
  assertEquals(lines(), []);
});

Deno.test("quantizationLines() labels what is inferred, with escaped evidence", () => {
  assertEquals(lines(NONE), [
    "Quantization:",
    "  old  bits per parameter not known, no tensor quantized by a known scheme",
    "  new  4.50 bits per parameter, 1 scheme",
    "       GPTQ: 2 layers, 4 bits, 32 to 128 elements a scale, symmetric, 4.50 bits per parameter",
    "         INFERRED from a\\x1b[31m.qweight int32 [8, 16]",
    "         1,024 scales: 0.00100 to 0.250, median of the layers' medians 0.0125",
    "         15 of 16 codes used, entropy 3.25 bits, 0% at the lowest value, 12.5% at the highest",
  ]);
});

Deno.test("quantizationLines() shows the five layers that lost most, and counts the others", () => {
  const compared = [null, 10, 20, 30, 40, 50, 60].map((ratio, index) => layer(`layer${index}`, ratio));
  const not_compared = [{ quantized: "new", reason: "the shapes differ", layers: 2, example: "head" }] as const;
  const shown = lines({ ...NONE, sqnr: { layers: 6, min_db: 10, median_db: 35 }, compared, not_compared });
  assertEquals(shown.slice(7), [
    "  Signal to quantization noise (7 layers against floating point, min 10 dB, median 35 dB):",
    "    no ratio  layer0  max 0.500 at [0, 1]",
    "       10 dB  layer1  max 0.500 at [0, 1]",
    "       20 dB  layer2  max 0.500 at [0, 1]",
    "       30 dB  layer3  max 0.500 at [0, 1]",
    "       40 dB  layer4  max 0.500 at [0, 1]",
    "    2 more with a higher ratio: --format json",
    "  not compared: 2 layers of new, the shapes differ (first head)",
  ]);
});

Deno.test("quantizationLines() says that a file's own word is no inference", () => {
  const stored = { ...NONE, new: { ...NONE.new, schemes: [{ ...SCHEME, basis: "stored" as const }] } };
  assert(lines(stored).some((line) => line.includes("stated by")) && !lines(stored).join().includes("INFERRED"));
});

Deno.test("quantizationLines() tells a layer's errors, its worst channels and how well it was rounded", () => {
  assertEquals(lines({ ...NONE, compared: [layer("head", 20, ERRORS)] }).slice(-4), [
    "    20 dB  head  max 0.500 at [0, 1]",
    "           errors: median 0.0500, p95 0.200 (binned), NMSE 0.00100",
    "           channels: min 20 dB, median 25 dB, worst [7] 20, [2] 30, 1 without a ratio",
    "           at the nearest level: 75.0% of elements; uniform noise: 22 dB",
  ]);
});

Deno.test("quantizationLines() labels fake quantization as inferred, and counts what it leaves out", () => {
  const grid: GridFacts = {
    path: "a\u001bb",
    side: "new",
    per: "tensor",
    grids: 1,
    levels: 1000,
    bits: 10,
    step_min: 0.5,
    step_max: 0.5,
  };
  const grids = [grid, { ...grid, path: "c", per: "channel", step_max: 2 } as const, grid, grid, grid, grid];
  const shown = lines({ ...NONE, grids }).slice(-7);
  assertEquals([...shown.slice(0, 3), shown.at(-1)], [
    "  Fake quantization, INFERRED of 6 tensors whose values are whole steps apart:",
    "    new  a\\x1bb  10 bits, 1,000 values, step 0.500",
    "    new  c  10 bits, 1,000 values a channel at most, step 0.500 to 2",
    "    1 more: --format json",
  ]);
});
