import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { adapterFacts } from "../../../../../core/measure/analyses/adapters/adapter_facts.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";
import { analyseFiles, readAdapterFacts, wholeFigures } from "./adapter_fixtures.ts";

const ID = "adapter-facts", facts = await readAdapterFacts(), PEFT = "base_model.model.";

Deno.test("adapterFacts finds rank and norm of PEFT's modules as NumPy does, without making the product", async () => {
  const { results } = await analyseFiles(ID, ["base", "adapter"]);
  const modules = Object.fromEntries(results!.tensors!.map(({ path, figures }) => [path.replace(PEFT, ""), figures]));
  assertEquals(Object.fromEntries(Object.entries(modules).map(([path, each]) => [path, each.new_rank])), facts.rank);
  for (const [path, norm] of Object.entries(facts.norm)) {
    assertAlmostEquals(modules[path]!.new_norm as number, norm, 1e-13 * norm); // sums in another order
  }
  assertAlmostEquals(results!.figures!.new_norm as number, facts.norm_of_all, 1e-13 * facts.norm_of_all);
  assertEquals(results!.basis, "inferred");
});

Deno.test("adapterFacts tells targets, kinds and ranks of the whole, and that alpha is not in the file", async () => {
  const { results } = await analyseFiles(ID, ["adapter", "adapter_later"]), { figures, unmeasured } = results!;
  assertEquals(figures!.targets, ["conv", "embed_tokens", "q_proj", "v_proj"]);
  assertEquals((figures!.kind as readonly string[]).toSorted(), ["LoRA", "LoRA-embedding"]);
  assertEquals([figures!.old_rank, figures!.new_rank, figures!.old_scale], [[2, 4], [2, 4], null]);
  assertEquals(unmeasured!.old_scale, "no alpha in the file: as alpha = rank");
  assert((figures!.new_norm as number) > (figures!.old_norm as number));
});

Deno.test("adapterFacts takes alpha of Kohya's file into scale and norm", async () => {
  const figures = wholeFigures(await analyseFiles(ID, ["kohya", "base"]));
  assertEquals(figures.old_scale as unknown, [2]);
  assertAlmostEquals(figures.old_norm!, 2 * facts.norm_of_all, 1e-12);
});

Deno.test("adapterFacts knows DoRA by its magnitudes, and does not apply to models without an adapter", async () => {
  assertEquals((await analyseFiles(ID, ["dora", "base"])).results!.figures!.kind, ["DoRA"]);
  assertEquals((await analyseFiles(ID, ["base", "merged"])).status, "not_applicable");
});

Deno.test("adapterFacts has the norm 0 for B of zeros, and none where a factor is not finite", async () => {
  const down = tensorOf("float32", Float32Array.of(1, 1), [1, 2]),
    up = tensorOf("float32", new Float32Array(2), [2, 1]);
  const odd = tensorOf("float32", Float32Array.of(NaN, 1), [2, 1]);
  const { results } = await analyseTensors(adapterFacts, [
    { path: "q.lora_A.weight", old: down, new: down },
    { path: "q.lora_B.weight", old: up, new: odd },
  ]);
  const { figures, unmeasured } = results!.tensors![0]!;
  assertEquals([figures.old_norm, figures.new_norm], [0, null]);
  assertEquals(unmeasured!.new_norm, "a factor has NaN or infinities, or squares are beyond float64");
});

Deno.test("adapterFacts leaves alone factors that do not fit each other", async () => {
  const down = tensorOf("float32", Float32Array.of(1, 1), [1, 2]),
    up = tensorOf("float32", new Float32Array(4), [2, 2]);
  const { status } = await analyseTensors(adapterFacts, [
    { path: "q.lora_A.weight", old: down, new: down },
    { path: "q.lora_B.weight", old: up, new: up },
  ]);
  assertEquals(status, "not_applicable");
});
