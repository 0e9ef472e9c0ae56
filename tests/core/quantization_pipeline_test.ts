import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { comparePaths } from "../../core/compare_paths.ts";
import type { LayerErrors, LevelUse, QuantizationReport } from "../../core/model/quantization_report.ts";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import { REGISTRY } from "../../plugins/registry.ts";
import { assertClose } from "../cases/check_facts.ts";

const CASES = new URL("../../fixtures/cases/", import.meta.url).pathname;

const FIGURES = ["mse", "nmse", "faithful_fraction", "uniform_sqnr_db", "uniform_gap_db"] as const;

interface LayerFacts extends Readonly<Partial<Record<typeof FIGURES[number], number>>> {
  readonly sqnr_db: number;
  readonly median_abs: number;
  readonly p95_abs: number;
  readonly levels?: LevelUse;
  readonly channels: {
    readonly count: number;
    readonly min_db: number;
    readonly median_db: number;
    readonly worst: readonly { readonly channel: number; readonly sqnr_db: number }[];
  };
  readonly max_abs: number;
  readonly max_abs_index: readonly number[];
}

async function quantizationOf(old: string, fresh: string, limits = DEFAULT_LIMITS): Promise<QuantizationReport> {
  const options = { registry: REGISTRY, quantization: true, limits };
  const { quantization } = await comparePaths(`${CASES}${old}`, `${CASES}${fresh}`, options);
  assert(quantization);
  return quantization;
}

function assertErrors(errors: LayerErrors, truth: LayerFacts, path: string): void {
  for (const name of FIGURES) {
    assertClose(errors[name], truth[name] ?? null, `${path}: ${name}`, 1e-9);
    assertEquals(errors[name] === null, name in errors.unmeasured, `${path}: ${name}`);
  }
  assertEquals([errors.median_abs, errors.p95_abs], [truth.median_abs, truth.p95_abs], path);
  const clipped = truth.faithful_fraction === undefined ? null : 1 - truth.faithful_fraction;
  assertClose(errors.clipped_fraction, clipped, path, 1e-9);
  const { count, min_db, median_db, worst } = errors.channels!;
  assertEquals([count, worst.map(({ channel }) => channel)], [
    truth.channels.count,
    truth.channels.worst.map(({ channel }) => channel),
  ]);
  assertClose(min_db, truth.channels.min_db, path, 1e-9);
  assertClose(median_db, truth.channels.median_db, path, 1e-9);
  for (const [index, { sqnr_db }] of worst.entries()) {
    assertClose(sqnr_db, truth.channels.worst[index]!.sqnr_db, path, 1e-9);
  }
}

function assertLevels(found: LevelUse | null, truth: LevelUse | null, path: string): void {
  if (!found || !truth) return assertEquals(found, truth, path);
  assertClose(found.entropy_bits, truth.entropy_bits, path, 1e-12);
  assertEquals({ ...found, entropy_bits: 0 }, { ...truth, entropy_bits: 0 }, path);
}

for (const name of ["quantized_gptq", "quantized_scaled", "quantized_layouts"]) {
  Deno.test(`analyseQuantization() finds what NumPy does in the case ${name}, in both directions`, async () => {
    const facts = JSON.parse(await Deno.readTextFile(`${CASES}${name}/facts.json`)).quantization;
    const layers: Readonly<Record<string, LayerFacts>> = facts.layers;
    const sides = [`${name}/old.safetensors`, `${name}/new.safetensors`] as const;
    for (const found of [await quantizationOf(...sides), await quantizationOf(sides[1], sides[0])]) {
      assertEquals(found.compared.map(({ path }) => path).sort(), Object.keys(layers).sort());
      assertEquals(found.not_compared, []);
      for (const { path, sqnr_db, measures, errors, levels } of found.compared) {
        const truth = layers[path]!;
        assertClose(sqnr_db, truth.sqnr_db, `${path}: sqnr_db`, 1e-9);
        assertEquals([measures.max_abs, measures.max_abs_index], [truth.max_abs, truth.max_abs_index], path);
        assertErrors(errors, truth, path);
        assertLevels(levels, truth.levels ?? null, path);
      }
      assertEquals(found.compared[0]!.sqnr_db, found.sqnr!.min_db);
    }
  });

  Deno.test(`analyseQuantization() gives the same for any size of blocks in the case ${name}`, async () => {
    const sides = [`${name}/old.safetensors`, `${name}/new.safetensors`] as const;
    const whole = await quantizationOf(...sides);
    assertEquals(await quantizationOf(...sides, { ...DEFAULT_LIMITS, blockBytes: 64 }), whole);
  });
}

Deno.test("analyseQuantization() names GPTQ as inferred, with bits, groups and bits per parameter", async () => {
  const { old, new: fresh } = await quantizationOf("quantized_gptq/old.safetensors", "quantized_gptq/new.safetensors");
  assertEquals(old, { bits_per_parameter: 32, schemes: [] });
  const [scheme] = fresh.schemes;
  const { basis, layers, bits, group_sizes, symmetric, elements } = scheme!;
  assertEquals({ basis, layers, bits, group_sizes, symmetric, elements }, {
    basis: "inferred",
    layers: 3,
    bits: [4, 8],
    group_sizes: [32],
    symmetric: false,
    elements: 16 * 64 + 8 * 64 + 8 * 32,
  });
  assertStringIncludes(scheme!.evidence, "first.qweight int32 [8, 16]");
  // The bytes of the four tensors of each layer, and the float32 bias.
  const bytes = [8 * 16, 2 * 2, 64, 8 * 8, 2, 64, 8 * 8, 2, 32].reduce((sum, words) => sum + words * 4, 0) +
    2 * (32 + 16 + 8);
  assertEquals(scheme!.bits_per_parameter, 8 * bytes / elements!);
  assertEquals(fresh.bits_per_parameter, 8 * (bytes + 16 * 4) / (elements! + 16));
});

Deno.test("analyseQuantization() takes torch's tensors at their word, whichever side is quantized", async () => {
  const sides = ["quantized_per_channel/old.pth", "quantized_per_channel/new.pth"] as const;
  const forth = await quantizationOf(...sides), back = await quantizationOf(sides[1], sides[0]);
  assertEquals(forth.new, back.old);
  assertEquals(forth.new.schemes[0]!.basis, "stored");
  assertEquals(forth.compared.map(({ sqnr_db }) => sqnr_db), back.compared.map(({ sqnr_db }) => sqnr_db));
});

Deno.test("analyseQuantization() says why layers were not compared", async () => {
  const file = "quantized_gptq/new.safetensors";
  const { not_compared, sqnr } = await quantizationOf(file, file);
  const reason = "the other file has no floating-point weight of that name";
  assertEquals(not_compared, [
    { quantized: "old", reason, layers: 3, example: "first.weight" },
    { quantized: "new", reason, layers: 3, example: "first.weight" },
  ]);
  assertEquals(sqnr, null);
});

Deno.test("analyseQuantization() holds no more scales than the limits allow", async () => {
  const limits = { ...DEFAULT_LIMITS, scales: 8 };
  const { not_compared, compared } = await quantizationOf(
    "quantized_gptq/old.safetensors",
    "quantized_gptq/new.safetensors",
    limits,
  );
  assertEquals(compared, []);
  assertEquals(not_compared.map(({ reason, layers }) => [reason, layers]), [["it has more than 8 scales", 3]]);
});

Deno.test("analyseQuantization() finds the grids that torch's fake quantization rounded to, and no others", async () => {
  const { grids } = await quantizationOf("fake_quantized/old.safetensors", "fake_quantized/new.safetensors");
  assertEquals(grids.map(({ path, side, per, grids, bits }) => [path, side, per, grids, bits]).sort(), [
    ["channel.weight", "new", "channel", 3, 8],
    ["half.weight", "new", "tensor", 1, 4],
    ["tensor.weight", "new", "tensor", 1, 4],
  ]);
  const step = grids.find(({ path }) => path === "tensor.weight")!.step_min;
  assertClose(step, 0.45, "step", 1e-6);
});
