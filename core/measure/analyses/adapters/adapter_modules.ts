import type { TensorNode } from "../../../model/tensor.ts";

/** The kinds of low-rank adapters that are known by the names of their tensors. */
export type AdapterKind = "LoRA" | "DoRA" | "LoRA-embedding";

/** An adapter of one module: down is [rank, in ...], up is [out, rank ...]. */
export interface AdapterModule {
  /** The module's name as the file has it, and that of the adapter where it is not the default one. */
  readonly path: string;
  /** The module's name alone. */
  readonly module: string;
  readonly kind: AdapterKind;
  /** Which library's names they are. */
  readonly naming: "peft" | "kohya";
  readonly rank: number;
  readonly down: TensorNode;
  readonly up: TensorNode;
  /** A scalar of the file. */
  readonly alpha?: TensorNode;
}

/** How libraries name the tensors of an adapter: the module, which part it is, and which of several adapters. */
const NAMES: readonly (Pick<AdapterModule, "naming"> & { readonly pattern: RegExp })[] = [
  { naming: "peft", pattern: /^(.+)\.lora_(?<part>A|B)(?:\.([^.]+))?\.weight$/ },
  { naming: "peft", pattern: /^(.+)\.lora_(?<part>embedding_A|embedding_B)(?:\.([^.]+))?$/ },
  { naming: "peft", pattern: /^(.+)\.lora_(?<part>magnitude_vector)(?:\.([^.]+))?(?:\.weight)?$/ },
  { naming: "kohya", pattern: /^(.+)\.(?<part>lora_down|lora_up)()\.weight$/ },
  { naming: "kohya", pattern: /^(.+)\.(?<part>alpha|dora_scale)()$/ },
];

/** What the parts are called here. */
const PARTS: Readonly<Record<string, "down" | "up" | "alpha" | "magnitude">> = {
  A: "down",
  B: "up",
  embedding_A: "down",
  embedding_B: "up",
  lora_down: "down",
  lora_up: "up",
  alpha: "alpha",
  magnitude_vector: "magnitude",
  dora_scale: "magnitude",
};

type Parts = Pick<AdapterModule, "path" | "module" | "naming"> & {
  isEmbedding: boolean;
  tensors: Partial<Record<"down" | "up" | "alpha" | "magnitude", TensorNode>>;
};

/**
 * The adapters among tensors, by their names, in the order of the file. Only those that have both factors, of one rank.
 *
 * @example
 * ```ts
 * import { adapterModules } from "./adapter_modules.ts";
 * import { dtype } from "../../../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const tensor = (...shape: number[]) => ({ kind: "tensor", dtype: dtype("float32"), shape, data: null }) as const;
 * const [module] = adapterModules([["q.lora_A.weight", tensor(4, 64)], ["q.lora_B.weight", tensor(32, 4)]]);
 * assertEquals([module!.path, module!.kind, module!.rank], ["q", "LoRA", 4]);
 * ```
 */
export function adapterModules(tensors: Iterable<readonly [string, TensorNode]>): readonly AdapterModule[] {
  const modules = new Map<string, Parts>();
  for (const [name, tensor] of tensors) {
    for (const { naming, pattern } of NAMES) {
      const match = pattern.exec(name);
      if (!match) continue;
      const [, module, , adapter] = match, part = match.groups!.part!;
      const path = adapter && adapter !== "default" ? `${module}.${adapter}` : module!;
      const parts = modules.get(path) ?? { path, module: module!, naming, isEmbedding: false, tensors: {} };
      modules.set(path, parts);
      parts.tensors[PARTS[part]!] ??= tensor;
      if (part.startsWith("embedding")) parts.isEmbedding = true;
      break;
    }
  }
  return [...modules.values()].flatMap((parts) => wholeModule(parts) ?? []);
}

function wholeModule({ path, module, naming, isEmbedding, tensors }: Parts): AdapterModule | null {
  const { down, up, alpha, magnitude } = tensors;
  if (!down || !up || down.shape.length < 2 || up.shape.length < 2) return null;
  const rank = down.shape[0]!;
  if (rank === 0 || up.shape[1] !== rank || up.shape.slice(2).some((size) => size !== 1)) return null;
  const kind = magnitude ? "DoRA" : isEmbedding ? "LoRA-embedding" : "LoRA";
  const hasAlpha = alpha !== undefined && alpha.shape.every((size) => size === 1);
  return { path, module, kind, naming, rank, down, up, ...(hasAlpha ? { alpha } : {}) };
}
