import { assertEquals } from "@std/assert";
import { collectLeaves, type Leaf } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { elementCount, type TensorNode } from "../../../core/model/tensor.ts";
import { locateStateDict, pairRole, type TensorRole, tensorRole } from "../../../core/model/tensor_role.ts";
import type { MapNode, TreeNode } from "../../../core/model/tree.ts";
import { int, list, map, meta } from "../make_tree.ts";

/** Elements by role. */
function count(root: TreeNode): Record<TensorRole, number> {
  const stateDict = locateStateDict(root);
  const counts = { parameter: 0, buffer: 0, state: 0 };
  for (const leaf of collectLeaves(root, "a.pth", DEFAULT_LIMITS)) {
    if (!isTensor(leaf)) continue;
    counts[tensorRole(leaf, stateDict)] += elementCount(leaf.node.shape);
  }
  return counts;
}

function isTensor(leaf: Leaf): leaf is Leaf & { readonly node: TensorNode } {
  return leaf.node.kind === "tensor";
}

/** The state dict of torchvision's resnet18: names and shapes. */
function resnet18(): Record<string, TensorNode> {
  const tensors: Record<string, TensorNode> = {};
  const conv = (name: string, out: number, into: number, size: number) =>
    tensors[`${name}.weight`] = meta([out, into, size, size]);
  const norm = (name: string, channels: number) => {
    for (const part of ["weight", "bias", "running_mean", "running_var"]) tensors[`${name}.${part}`] = meta([channels]);
    tensors[`${name}.num_batches_tracked`] = meta([], "int64");
  };
  conv("conv1", 64, 3, 7);
  norm("bn1", 64);
  for (const [stage, width] of [64, 128, 256, 512].entries()) {
    for (const block of [0, 1]) {
      const name = `layer${stage + 1}.${block}`, into = block === 1 || stage === 0 ? width : width / 2;
      conv(`${name}.conv1`, width, into, 3);
      norm(`${name}.bn1`, width);
      conv(`${name}.conv2`, width, width, 3);
      norm(`${name}.bn2`, width);
      if (into === width) continue;
      conv(`${name}.downsample.0`, width, into, 1);
      norm(`${name}.downsample.1`, width);
    }
  }
  tensors["fc.weight"] = meta([1000, 512]);
  tensors["fc.bias"] = meta([1000]);
  return tensors;
}

const RESNET18 = { parameter: 11_689_512, buffer: 9_620, state: 0 };

Deno.test("tensorRole() counts resnet18's parameters and buffers", () => {
  assertEquals(Object.keys(resnet18()).length, 122);
  assertEquals(count(map(resnet18())), RESNET18);
  const prefixed = Object.entries(resnet18()).map(([name, tensor]) => [`module.${name}`, tensor] as const);
  assertEquals(count(map(Object.fromEntries(prefixed))), RESNET18);
});

/** What an optimizer's state dict holds for one parameter. */
const ADAM: MapNode = map({
  state: map({ "0": map({ step: meta([]), exp_avg: meta([5]), exp_avg_sq: meta([5]) }) }),
  param_groups: list(map({ lr: int(1) })),
});

Deno.test("tensorRole() leaves training state out of the model", () => {
  const state = { ...RESNET18, state: 11 };
  for (const key of ["state_dict", "model_state_dict", "model", "net"]) {
    const checkpoint = map({ epoch: int(3), [key]: map(resnet18()), optimizer: ADAM });
    assertEquals(locateStateDict(checkpoint), [key]);
    assertEquals(count(checkpoint), state, key);
  }
  assertEquals(count(map({ optimizer_states: list(ADAM), state_dict: map(resnet18()), loops: map({}) })), state);
  assertEquals(count(ADAM), { parameter: 0, buffer: 0, state: 11 });
});

Deno.test("tensorRole() counts both models of a GAN, and not their optimizers", () => {
  const gan = map({
    generator: map({ "fc.weight": meta([10]) }),
    discriminator: map({ "fc.weight": meta([20]) }),
    optimizer_g: ADAM,
    optim_d: ADAM,
  });
  assertEquals(locateStateDict(gan), []);
  assertEquals(count(gan), { parameter: 30, buffer: 0, state: 22 });
});

Deno.test("tensorRole() takes an averaged copy beside the model for state", () => {
  const weights = () => map({ "fc.weight": meta([10]) });
  assertEquals(count(map({ model: weights(), model_ema: weights() })), { parameter: 10, buffer: 0, state: 10 });
  assertEquals(count(map({ ema: weights(), generator: weights() })), { parameter: 10, buffer: 0, state: 10 });
});

Deno.test("locateStateDict() passes by names that hold no tensor", () => {
  assertEquals(locateStateDict(map({ model: map({ name: int(1) }), "fc.weight": meta([2]) })), []);
  assertEquals(locateStateDict(list(meta([1]))), []);
  const many = map(Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`w${i}`, meta([1])])));
  assertEquals(locateStateDict(map({ model: many })), ["model"]);
});

Deno.test("tensorRole() knows buffers by name, and believes the file where it tells", () => {
  const role = (name: string, node: TensorNode = meta([2])) => tensorRole({ keys: [name], node }, []);
  for (
    const name of [
      "model.layers.0.self_attn.rotary_emb.inv_freq",
      "bert.embeddings.position_ids",
      "transformer.h.0.attn.bias",
      "transformer.h.11.attn.masked_bias",
      "bn.running_var",
      "running_mean",
    ]
  ) assertEquals(role(name), "buffer", name);
  for (const name of ["h.0.attn.c_attn.bias", "attn.bias", "my_running_mean_head.weight", "steps.weight"]) {
    assertEquals(role(name), "parameter", name);
  }
  assertEquals(role("mask", meta([2], "bool")), "buffer");
  assertEquals(role("custom", meta([2], "float32", { role: "buffer" })), "buffer");
  assertEquals(role("head.eps", meta([2], "float32", { role: "parameter" })), "parameter");
  assertEquals(
    role("packed", meta([2], "qint8", { quantization: { scheme: "per_tensor", scales: [1], zeroPoints: [0] } })),
    "parameter",
  );
});

Deno.test("tensorRole() knows what pruning, spectral norms and extra states add to a state dict", () => {
  const role = (name: string, shape: readonly number[]) => tensorRole({ keys: [name], node: meta(shape) }, []);
  for (const name of ["fc.weight_mask", "fc.weight_u", "fc.weight_v", "0.parametrizations.weight.0._u"]) {
    assertEquals(role(name, [4]), "buffer", name);
  }
  for (const name of ["fc.weight_g", "fc.weight_v", "fc.weight_orig", "0.parametrizations.weight.original"]) {
    assertEquals(role(name, [4, 3]), "parameter", name);
  }
  assertEquals(role("fc._extra_state", [2]), "state");
  assertEquals(tensorRole({ keys: ["fc._extra_state", "scale"], node: meta([2]) }, []), "state");
});

Deno.test("pairRole() is the same whichever file is the old one, and believes the file that tells", () => {
  const plain = { node: meta([1]), role: "parameter" } as const;
  const told = { node: meta([1], "float32", { role: "buffer" }), role: "buffer" } as const;
  const state = { node: meta([1]), role: "state" } as const;
  const attribute = { node: meta([1], "float32", { role: "state" }), role: "state" } as const;
  const parameter = { node: meta([1], "float32", { role: "parameter" }), role: "parameter" } as const;
  for (
    const [a, b, role] of [
      [plain, told, "buffer"],
      [plain, state, "state"],
      [told, state, "state"],
      [
        plain,
        plain,
        "parameter",
      ],
      [plain, attribute, "state"],
      [parameter, attribute, "parameter"],
      [parameter, state, "state"],
    ] as const
  ) {
    assertEquals([pairRole(a, b), pairRole(b, a)], [role, role]);
  }
});
