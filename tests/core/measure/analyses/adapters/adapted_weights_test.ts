import { assertEquals } from "@std/assert";
import { orientation, weightFinder } from "../../../../../core/measure/analyses/adapters/adapted_weights.ts";
import type { AdapterModule } from "../../../../../core/measure/analyses/adapters/adapter_modules.ts";
import type { ModelTensor } from "../../../../../core/measure/analyses/analysis.ts";
import { dtype } from "../../../../../core/model/dtype.ts";
import type { TensorNode } from "../../../../../core/model/tensor.ts";

function tensor(...shape: number[]): TensorNode {
  return { kind: "tensor", dtype: dtype("float32"), shape, data: null };
}

function moduleOf(module: string, more: Partial<AdapterModule> = {}): AdapterModule {
  const down = tensor(4, 12), up = tensor(16, 4);
  return { path: module, module, kind: "LoRA", naming: "peft", rank: 4, down, up, ...more };
}

/** Where modules go in a model with weights of these names. */
function found(names: readonly string[], modules: readonly AdapterModule[]): readonly string[] {
  const find = weightFinder(names.map((path) => ({ path }) as ModelTensor));
  return modules.map((module) => {
    const weight = find(module);
    return typeof weight === "string" ? weight : weight.path;
  });
}

Deno.test("weightFinder() takes PEFT's prefix away, also below the key of a state dict", () => {
  const modules = [moduleOf("base_model.model.model.layers.0.q"), moduleOf("model.base_model.model.layers.1.q")];
  assertEquals(found(["model.layers.0.q.weight", "model.layers.1.q.weight"], modules), [
    "model.layers.0.q.weight",
    "model.layers.1.q.weight",
  ]);
});

Deno.test("weightFinder() finds the weights of a base model that was saved without its wrapper, and of a wrapped one", () => {
  assertEquals(found(["layers.0.q.weight"], [moduleOf("base_model.model.model.layers.0.q")]), ["layers.0.q.weight"]);
  assertEquals(found(["q.base_layer.weight"], [moduleOf("base_model.model.q")]), ["q.base_layer.weight"]);
});

Deno.test("weightFinder() finds Kohya's modules by names with underscores, unless two weights have one", () => {
  const modules = [
    moduleOf("lora_te1_text_layers_0_q", { naming: "kohya" }),
    moduleOf("lora_unet_a_b", { naming: "kohya" }),
  ];
  assertEquals(found(["text.layers.0.q.weight", "a.b.weight", "a_b.weight"], modules), [
    "text.layers.0.q.weight",
    "its name stands for several modules",
  ]);
});

Deno.test("weightFinder() tells where there is no such weight", () => {
  const modules = [moduleOf("base_model.model.k"), moduleOf("lora_te_k", { naming: "kohya" })];
  assertEquals(found(["q.weight", "k.bias"], modules), Array(2).fill("the models have no weight of that name"));
});

Deno.test("orientation() is that of the weight's shape; embeddings are transposed always", () => {
  const embedding = { kind: "LoRA-embedding", down: tensor(4, 16), up: tensor(16, 4) } as const;
  const cases: readonly [Partial<AdapterModule>, readonly number[], ReturnType<typeof orientation>][] = [
    [{}, [16, 12], "as it is"],
    [{}, [12, 16], "transposed"],
    [{}, [16, 3, 2, 2], "as it is"],
    [{}, [16], null],
    [{}, [16, 13], null],
    [{ down: tensor(4, 16) }, [16, 16], "as it is"],
    [embedding, [16, 16], "transposed"],
    [{ ...embedding, up: tensor(6, 4) }, [6, 16], null],
  ];
  for (const [module, shape, expected] of cases) assertEquals(orientation(moduleOf("q", module), { shape }), expected);
});
