import { assert, assertEquals } from "@std/assert";
import type { ComparedLayer, QuantizationReport, SchemeFacts } from "../../../../core/model/quantization_report.ts";
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
};

const NONE: QuantizationReport = {
  old: { bits_per_parameter: null, schemes: [] },
  new: { bits_per_parameter: 4.5, schemes: [SCHEME] },
  sqnr: null,
  compared: [],
  not_compared: [],
};

function layer(path: string, sqnr_db: number | null): ComparedLayer {
  const measures = {
    max_abs: 0.5,
    max_abs_index: [0, 1],
    max_abs_old: 1,
    max_abs_new: 1.5,
  } as unknown as ComparedLayer["measures"];
  return { path, scheme: "gptq", quantized: "new", sqnr_db, measures };
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
  ]);
});

Deno.test("quantizationLines() shows the five layers that lost most, and counts the others", () => {
  const compared = [null, 10, 20, 30, 40, 50, 60].map((ratio, index) => layer(`layer${index}`, ratio));
  const not_compared = [{ quantized: "new", reason: "the shapes differ", layers: 2, example: "head" }] as const;
  const shown = lines({ ...NONE, sqnr: { layers: 6, min_db: 10, median_db: 35 }, compared, not_compared });
  assertEquals(shown.slice(6), [
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
