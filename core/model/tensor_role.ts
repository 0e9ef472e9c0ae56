import { BUFFER_NAMES } from "./buffer_names.ts";
import type { Leaf } from "./leaf.ts";
import type { TensorNode } from "./tensor.ts";
import type { TreeNode } from "./tree.ts";

/**
 * What a tensor is: a `parameter` that training changes, a `buffer` of the
 * model, or `state` of what surrounds the model (optimizer, scheduler, random
 * generators).
 */
export type TensorRole = "parameter" | "buffer" | "state";

/** Keys under which training checkpoints keep the model's state dict, most specific first. */
const MODEL_KEYS = [
  "state_dict",
  "model_state_dict",
  "model_state",
  "model",
  "module",
  "net",
  "network",
  "weights",
  "params",
] as const;

/** Keys of a checkpoint that hold training state, wherever they start. */
const STATE_KEY =
  /^(optim|optimizer|lr_sched|sched|scaler|grad_scaler|amp|rng|callbacks|loops|ema|state$|param_groups$)/i;

/**
 * The keys that lead to the model's state dict in a checkpoint: empty if the
 * tree itself is the model.
 *
 * @example
 * ```ts
 * import { locateStateDict } from "./tensor_role.ts";
 * import { assertEquals } from "@std/assert";
 * const weight = { kind: "map", entries: new Map() } as const;
 * const root = { kind: "map", entries: new Map([["state_dict", weight]]) } as const;
 * assertEquals(locateStateDict(root), []); // no tensor in it
 * ```
 */
export function locateStateDict(root: TreeNode): readonly string[] {
  if (root.kind !== "map") return [];
  for (const key of MODEL_KEYS) {
    const child = root.entries.get(key);
    if (child?.kind === "map" && holdsTensor(child)) return [key];
  }
  return [];
}

/** What a tensor is to its model, by its keys, its type and what the file says of it. */
export function tensorRole(
  { keys, node }: Leaf & { readonly node: TensorNode },
  stateDict: readonly string[],
): TensorRole {
  if (isTrainingState(keys, stateDict)) return "state";
  if (node.isParameter !== undefined) return node.isParameter ? "parameter" : "buffer";
  if (BUFFER_NAMES.test(keys.join("."))) return "buffer";
  const trainable = node.dtype.kind === "float" || node.dtype.kind === "complex" || node.quantization !== undefined;
  return trainable ? "parameter" : "buffer";
}

function isTrainingState(keys: readonly string[], stateDict: readonly string[]): boolean {
  if (stateDict.length > 0) return stateDict.some((key, depth) => keys[depth] !== key);
  return keys.length > 1 && STATE_KEY.test(keys[0]!);
}

// Depth-first without recursion; stops at the first tensor.
function holdsTensor(root: TreeNode): boolean {
  const open: TreeNode[] = [root];
  for (let visited = 0; open.length > 0 && visited < 10_000; visited++) {
    const node = open.pop()!;
    if (node.kind === "tensor") return true;
    if (node.kind === "map") open.push(...[...node.entries.values()].reverse());
  }
  return false;
}
