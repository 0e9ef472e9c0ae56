import { assert, assertEquals, assertMatch } from "@std/assert";
import { comparePaths } from "../../core/compare_paths.ts";
import { PACKED_NAMES, SCALE_NAMES } from "../../core/holds_layers.ts";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import type { ModelComparison, Report } from "../../core/model/report.ts";
import { SCHEMES } from "../../core/quantization/schemes.ts";
import { REGISTRY } from "../../plugins/registry.ts";
import { assertClose } from "../cases/check_facts.ts";

const CASES = new URL("../../fixtures/cases/", import.meta.url).pathname;

async function compare(name: string, sides: readonly [string, string], options = {}): Promise<Report> {
  const [old, fresh] = sides.map((side) => `${CASES}${name}/${side}.safetensors`) as [string, string];
  return await comparePaths(old, fresh, { registry: REGISTRY, ...options });
}

function layersOf({ comparison }: Report): ModelComparison["quantized_layers"] {
  assert(comparison.kind === "model");
  return comparison.quantized_layers;
}

Deno.test("PACKED_NAMES and SCALE_NAMES know the tensors of all schemes, without which they are none", () => {
  for (const { parts: { packed, scales }, needs } of SCHEMES) {
    assertMatch(`layer${packed}`, PACKED_NAMES);
    assert(needs.includes("scales"));
    assertMatch(`layer${scales}`, SCALE_NAMES);
  }
});

const BOTH = [["old", "new"], ["new", "old"]] as const;

Deno.test("findQuantizedTensors() has codes compared as what they stand for, in both directions", async () => {
  const facts = JSON.parse(await Deno.readTextFile(`${CASES}quantized_scaled/facts.json`)).quantization.layers;
  for (const sides of BOTH) {
    const report = await compare("quantized_scaled", sides);
    const measured = report.changes.filter(({ measures }) => measures);
    assertEquals(measured.map(({ path }) => path).sort(), Object.keys(facts).sort());
    for (const { path, measures, quantized } of measured) {
      assertClose(measures!.max_abs, facts[path].max_abs, path, 1e-12);
      assertEquals([quantized?.dequantized, quantized?.side], [true, sides[1] === "new" ? "new" : "old"]);
    }
  }
});

Deno.test("findQuantizedTensors() counts layers by scheme, and their elements as parameters", async () => {
  for (const sides of BOTH) {
    const report = await compare("quantized_gptq", sides), [group, ...others] = layersOf(report)!;
    const { scheme, side, layers, bits, tensors, dequantized } = group!;
    assertEquals({ scheme, side, layers, bits, tensors, dequantized, others }, {
      scheme: "gptq",
      side: sides[1] === "new" ? "new" : "old",
      layers: 3,
      bits: [4, 8],
      tensors: 15,
      dequantized: 0,
      others: [],
    });
    assertEquals(report.param_diff, 0);
    assertEquals(report.comparison.structure_changes, 15);
  }
});

Deno.test("findQuantizedTensors() says why the values of a packed layer of the same name are left out", async () => {
  const { changes } = await compare("quantized_layouts", ["old", "new"]);
  const { measures, unmeasured, quantized } = changes.find(({ path }) => path === "nf4.weight")!;
  assertEquals(measures, undefined);
  assertEquals(quantized, { side: "new", scheme: "bitsandbytes_nf4", dequantized: false });
  assertEquals(unmeasured, {
    changed_elements: "quantized on one side: compared dequantized with --quantization-analysis",
  });
});

Deno.test("findQuantizedTensors() leaves codes out that have more scales than the limits allow", async () => {
  const limits = { ...DEFAULT_LIMITS, scales: 1 };
  const { changes } = await compare("quantized_scaled", ["old", "new"], { limits });
  const measured = changes.filter(({ measures }) => measures).map(({ path }) => path);
  assertEquals(measured, ["tensor.weight"]);
  assertEquals(changes.find(({ path }) => path === "channel.weight")?.unmeasured, {
    changed_elements: "quantized on one side, and not dequantized: it has more than 1 scales",
  });
});

Deno.test("findQuantizedTensors() reads nothing where values are not wanted, and tells the layers nevertheless", async () => {
  const report = await compare("quantized_scaled", ["old", "new"], { values: false });
  assertEquals(layersOf(report)!.map(({ layers, dequantized }) => [layers, dequantized]), [[1, 0], [2, 0], [1, 0]]);
});

Deno.test("findQuantizedTensors() tells no layers where both sides are quantized alike", async () => {
  const report = await compare("quantized_gptq", ["new", "new"]);
  assertEquals(layersOf(report), undefined);
  assert(report.comparison.kind === "model");
  assertEquals(report.comparison.parameters, { old: 1808, new: 1808 });
});
