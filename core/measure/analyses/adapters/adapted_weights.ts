import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import type { ModelTensor } from "../analysis.ts";
import type { AdapterModule } from "./adapter_modules.ts";

/** Finds the weight that an adapter's module goes to, or tells why there is none. */
export type FindWeight = (module: AdapterModule) => ModelTensor | string;

/** What PEFT's wrapper puts before every name of the model that it wraps. */
const PEFT_PREFIX = /(^|\.)base_model\.model\./;

/** What Kohya's scripts put before the name of a module, whose dots they write as underscores. */
const KOHYA_PREFIX = /^(?:.*\.)?lora_(?:unet|te\d*|transformer|prior)_/;

/**
 * Finds weights by the names of modules: PEFT's with its prefix taken away, and leading parts as well as long as the
 * model has no such name (a base model saved without its head's wrapper); Kohya's with dots written as underscores.
 */
export function weightFinder(tensors: readonly ModelTensor[]): FindWeight {
  const byPath = new Map(tensors.map((each) => [each.path, each] as const));
  let underscored: ReadonlyMap<string, ModelTensor | null> | undefined;
  return ({ module, naming }) => {
    if (naming === "peft") return weightOf(module.replace(PEFT_PREFIX, "$1"), byPath) ?? NO_WEIGHT;
    underscored ??= underscoredNames(tensors);
    const weight = underscored.get(module.replace(KOHYA_PREFIX, ""));
    return weight === null ? "its name stands for several modules" : weight ?? NO_WEIGHT;
  };
}

const NO_WEIGHT = "the models have no weight of that name";

function weightOf(module: string, byPath: ReadonlyMap<string, ModelTensor>): ModelTensor | undefined {
  for (let name = module;;) {
    const weight = byPath.get(`${name}.weight`) ?? byPath.get(`${name}.base_layer.weight`);
    const dot = name.indexOf(".");
    if (weight || dot < 0) return weight;
    name = name.slice(dot + 1);
  }
}

/** Weights by the names of their modules with underscores; `null` where two have one. */
function underscoredNames(tensors: readonly ModelTensor[]): ReadonlyMap<string, ModelTensor | null> {
  const names = new Map<string, ModelTensor | null>();
  for (const each of tensors) {
    if (!each.path.endsWith(".weight")) continue;
    const name = each.path.slice(0, -".weight".length).replaceAll(".", "_");
    names.set(name, names.has(name) ? null : each);
  }
  return names;
}

/**
 * How the product up * down lies in a weight: as it is, or transposed (embeddings; layers that keep [in, out]); `null`:
 * the shapes do not fit. A square weight is taken as it is.
 */
export function orientation(
  { down, up, kind }: AdapterModule,
  { shape }: Pick<TensorNode, "shape">,
): "as it is" | "transposed" | null {
  if (shape.length < 2) return null;
  const rows = up.shape[0]!, columns = elementCount(down.shape.slice(1));
  const first = shape[0]!, rest = elementCount(shape.slice(1));
  const isTurned = shape.length === 2 && first === columns && rest === rows;
  if (kind === "LoRA-embedding") return isTurned ? "transposed" : null;
  return first === rows && rest === columns ? "as it is" : isTurned ? "transposed" : null;
}
