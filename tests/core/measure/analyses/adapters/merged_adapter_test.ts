import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { mergedAdapter } from "../../../../../core/measure/analyses/adapters/merged_adapter.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";
import { analyseFiles, type Line, readAdapterFacts, wholeFigures } from "./adapter_fixtures.ts";

const ID = "merged-adapter", facts = await readAdapterFacts();

/** NumPy's product is summed in another order: 1e-12 of the scale, and of the residual 1e-6 of its own size. */
function assertFit(figures: Readonly<Record<string, unknown>>, { alpha, rest, u }: Line): void {
  assertAlmostEquals(figures.scale as number, alpha, 1e-12);
  const residual = rest / (alpha * u);
  assertAlmostEquals(figures.residual as number, residual, 1e-6 * residual);
}

Deno.test("mergedAdapter finds scale and residual of a merge in float32 as NumPy does, of all modules and of each", async () => {
  const status = await analyseFiles(ID, ["base", "merged", "adapter"]), { tensors } = status.results!;
  assertFit(wholeFigures(status), facts.merged.whole);
  assertEquals(tensors!.map(({ path }) => path).toSorted(), Object.keys(facts.merged.modules).toSorted());
  for (const { path, figures } of tensors!) assertFit(figures, facts.merged.modules[path]!);
});

Deno.test("mergedAdapter replays a merge in float32 up to the order in which torch summed the product", async () => {
  const { replay_scale, rounding, exact, one_ulp, elements, other_changed } = wholeFigures(
    await analyseFiles(ID, ["base", "merged", "adapter"]),
  );
  assertEquals({ replay_scale, rounding, elements, other_changed }, {
    replay_scale: 2,
    rounding: "twice" as unknown as number,
    elements: facts.elements,
    other_changed: 0,
  });
  assert(exact! > 0.85 * elements! && one_ulp! > 0.95 * elements!, `${exact} and ${one_ulp} of ${elements}`);
});

Deno.test("mergedAdapter replays PEFT's merge in bfloat16 bit for bit", async () => {
  const figures = wholeFigures(await analyseFiles(ID, ["base_bfloat16", "merged_bfloat16", "adapter"]));
  assertFit(figures, facts.merged_bfloat16.whole);
  assertEquals([figures.replay_scale, figures.exact, figures.one_ulp], [2, facts.elements, facts.elements]);
});

Deno.test("mergedAdapter takes alpha from Kohya's file: the merge has scale 1, taken out again -1", async () => {
  const merged = wholeFigures(await analyseFiles(ID, ["base", "merged", "kohya"]));
  assertEquals([merged.replay_scale, merged.elements], [1, facts.elements]);
  assertAlmostEquals(merged.scale!, 1, 1e-6);
  assertEquals(wholeFigures(await analyseFiles(ID, ["merged", "base", "kohya"])).replay_scale, -1);
});

Deno.test("mergedAdapter of another change than a merge leaves a residual and replays next to nothing", async () => {
  const { residual, exact, elements, other_changed } = wholeFigures(
    await analyseFiles(ID, ["base", "tuned", "adapter"]),
  );
  assert(residual! > 1, `residual ${residual}`);
  assert(exact! < elements! / 10, `${exact} of ${elements} exact`);
  assertEquals(other_changed, 1);
});

Deno.test("mergedAdapter of an unchanged model has scale 0, and a reason for what that leaves undefined", async () => {
  const { results } = await analyseFiles(ID, ["base", "base", "adapter"]);
  const { scale, residual, exact } = results!.figures!;
  assertEquals([scale, residual, exact], [0, null, null]);
  assertEquals([results!.unmeasured!.residual, results!.unmeasured!.exact], [
    "the scale is 0",
    "no scale to replay with",
  ]);
});

Deno.test("mergedAdapter says what it needs where there is no adapter to hold the models against", async () => {
  assertEquals((await analyseFiles(ID, ["base", "merged"])).reason, "it needs the adapter: --with FILE");
  assertEquals((await analyseFiles(ID, ["base", "merged", "tuned"])).reason, "the file of --with has no LoRA tensors");
  assertEquals(
    (await analyseFiles(ID, ["base", "merged", "dora"])).reason,
    "it is DoRA, which scales the weight as well",
  );
});

Deno.test("mergedAdapter beyond the budget of operations is skipped before anything is read", async () => {
  const { status, reason } = await analyseFiles(ID, ["base", "merged", "adapter"], { analysisOperations: 10 });
  assertEquals([status, reason], ["skipped", "the budget of operations is spent"]);
});

Deno.test("mergedAdapter leaves out modules whose weight is missing or has another shape, and counts them", async () => {
  const old = tensorOf("float32", Float32Array.of(1, 2, 3, 4), [2, 2]);
  const fresh = tensorOf("float32", Float32Array.of(2, 3, 5, 6), [2, 2]);
  const down = tensorOf("float32", Float32Array.of(1, 1), [1, 2]),
    up = tensorOf("float32", Float32Array.of(1, 2), [2, 1]);
  const wide = tensorOf("float32", Float32Array.of(1, 1, 1), [1, 3]);
  const factors = [["q.lora_A", down], ["q.lora_B", up], ["gone.lora_A", down], ["gone.lora_B", up]] as const;
  const badly = [["k.lora_A", wide], ["k.lora_B", up]] as const;
  const { results } = await analyseTensors(mergedAdapter, [
    { path: "q.weight", old, new: fresh },
    { path: "k.weight", old, new: fresh },
    ...[...factors, ...badly].map(([name, third]) => ({ path: `${name}.weight`, old: null, new: null, third })),
  ]);
  assertEquals(results!.figures!.exact, 4);
  assertEquals(results!.left_out, [
    { reason: "the models have no weight of that name", tensors: 1 },
    { reason: "the shape of B A is not that of the weight", tensors: 1 },
  ]);
});

Deno.test("mergedAdapter leaves pairs that are not finite out of the fit", async () => {
  const old = tensorOf("float32", Float32Array.of(1, NaN, 3, 4), [2, 2]);
  const fresh = tensorOf("float32", Float32Array.of(2, 3, Infinity, 6), [2, 2]);
  const down = tensorOf("float32", Float32Array.of(1, 1), [1, 2]),
    up = tensorOf("float32", Float32Array.of(1, 2), [2, 1]);
  const { results } = await analyseTensors(mergedAdapter, [
    { path: "q.weight", old, new: fresh },
    { path: "q.lora_A.weight", old: null, new: null, third: down },
    { path: "q.lora_B.weight", old: null, new: null, third: up },
  ]);
  const { scale, residual, exact, elements } = results!.figures!;
  assertEquals([scale, residual, exact, elements], [1, 0, 2, 4]);
});

Deno.test("mergedAdapter with B of zeros, which was not trained, has no scale", async () => {
  const old = tensorOf("float32", Float32Array.of(1, 2, 3, 4), [2, 2]);
  const down = tensorOf("float32", Float32Array.of(1, 1), [1, 2]),
    up = tensorOf("float32", new Float32Array(2), [2, 1]);
  const { results } = await analyseTensors(mergedAdapter, [
    { path: "q.weight", old, new: old },
    { path: "q.lora_A.weight", old: null, new: null, third: down },
    { path: "q.lora_B.weight", old: null, new: null, third: up },
  ]);
  assertEquals([results!.figures!.scale, results!.unmeasured!.scale], [null, "B A is zero"]);
});
