import { BUFFER_NAMES } from "./buffer_names.ts";
import type { TensorLeaf } from "./leaf.ts";
import type { TensorNode } from "./tensor.ts";
import type { TreeNode } from "./tree.ts";

/**
 * What a tensor is: a `parameter` that training changes, a `buffer` of the
 * model, or `state` of what surrounds the model (optimizer, scheduler, random
 * generators).
 */
export type TensorRole = "parameter" | "buffer" | "state";

/** A tensor and what it is to its model. */
export interface RoledTensor {
  readonly node: TensorNode;
  readonly role: TensorRole;
}

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
 * import { dtype } from "./dtype.ts";
 * const weight = { kind: "tensor", dtype: dtype("float32"), shape: [2], storageId: "a", data: null } as const;
 * const model = { kind: "map", entries: new Map([["fc.weight", weight]]) } as const;
 * assertEquals(locateStateDict({ kind: "map", entries: new Map([["state_dict", model]]) }), ["state_dict"]);
 * assertEquals(locateStateDict(model), []);
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
  { keys, node }: TensorLeaf,
  stateDict: readonly string[],
): TensorRole {
  if (isTrainingState(keys, stateDict)) return "state";
  if (node.isParameter !== undefined) return node.isParameter ? "parameter" : "buffer";
  if (BUFFER_NAMES.test(keys.join("."))) return "buffer";
  const trainable = node.dtype.kind === "float" || node.dtype.kind === "complex" || node.quantization !== undefined;
  return trainable ? "parameter" : "buffer";
}

/**
 * What a tensor is that two files have: what the file says that tells
 * parameters from buffers, and `state` if either side has it among its training
 * state. The same whichever file is the old one.
 */
export function pairRole(old: RoledTensor, fresh: RoledTensor): TensorRole {
  if (old.role === "state" || fresh.role === "state") return "state";
  const told = [old, fresh].filter(({ node }) => node.isParameter !== undefined);
  return (told.length > 0 ? told : [old, fresh]).some(({ role }) => role === "parameter") ? "parameter" : "buffer";
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
    if (node.kind === "map") { for (const child of [...node.entries.values()].reverse()) open.push(child); }
  }
  return false;
}
