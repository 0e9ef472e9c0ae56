import { assertEquals } from "@std/assert";
import { adapterModules } from "../../../../../core/measure/analyses/adapters/adapter_modules.ts";
import { dtype } from "../../../../../core/model/dtype.ts";
import type { TensorNode } from "../../../../../core/model/tensor.ts";

function tensor(...shape: number[]): TensorNode {
  return { kind: "tensor", dtype: dtype("float32"), shape, data: null };
}

function found(tensors: Readonly<Record<string, TensorNode>>) {
  return adapterModules(Object.entries(tensors)).map(({ path, kind, naming, rank }) => [path, kind, naming, rank]);
}

Deno.test("adapterModules() knows the names of PEFT, with an adapter's name or without", () => {
  assertEquals(
    found({
      "base_model.model.q.lora_A.weight": tensor(8, 64),
      "base_model.model.q.lora_B.weight": tensor(32, 8),
      "k.lora_A.default.weight": tensor(4, 64),
      "k.lora_B.default.weight": tensor(32, 4),
      "k.lora_A.poet.weight": tensor(2, 64),
      "k.lora_B.poet.weight": tensor(32, 2),
      "embed.lora_embedding_A": tensor(4, 1000),
      "embed.lora_embedding_B.default": tensor(64, 4),
    }),
    [
      ["base_model.model.q", "LoRA", "peft", 8],
      ["k", "LoRA", "peft", 4],
      ["k.poet", "LoRA", "peft", 2],
      ["embed", "LoRA-embedding", "peft", 4],
    ],
  );
});

Deno.test("adapterModules() knows the names of Kohya, kernels of convolutions among them", () => {
  const [module, ...others] = adapterModules(Object.entries({
    "lora_unet_mid_conv.alpha": tensor(),
    "lora_unet_mid_conv.lora_down.weight": tensor(8, 3, 3, 3),
    "lora_unet_mid_conv.lora_up.weight": tensor(64, 8, 1, 1),
  }));
  assertEquals([module!.naming, module!.rank, module!.alpha?.shape, others.length], ["kohya", 8, [], 0]);
});

Deno.test("adapterModules() tells DoRA by its magnitudes, as PEFT has named them and as Kohya does", () => {
  for (const magnitude of ["q.lora_magnitude_vector", "q.lora_magnitude_vector.default.weight", "q.dora_scale"]) {
    const named = { "q.lora_A.weight": tensor(8, 64), "q.lora_B.weight": tensor(32, 8), [magnitude]: tensor(32) };
    assertEquals(found(named), [["q", "DoRA", "peft", 8]]);
  }
});

Deno.test("adapterModules() takes no half of a module, no factors of two ranks and no other tensor", () => {
  assertEquals(
    found({
      "a.lora_A.weight": tensor(8, 64),
      "b.lora_A.weight": tensor(8, 64),
      "b.lora_B.weight": tensor(64, 4),
      "c.lora_A.weight": tensor(0, 64),
      "c.lora_B.weight": tensor(64, 0),
      "d.alpha": tensor(),
      "e.weight": tensor(8, 64),
      "lora_A.weight": tensor(8, 64),
      "lora_B.weight": tensor(64, 8),
    }),
    [],
  );
});
