import { isBufferName } from "./buffer_names.ts";
import type { TensorLeaf } from "./leaf.ts";
import type { TensorNode, TensorRole } from "./tensor.ts";
import type { TreeNode } from "./tree.ts";

export type { TensorRole };

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

/** Key of what a module's `get_extra_state()` gave: state of a kernel or a calibration, not trained. */
const EXTRA_STATE = /(^|\.)_extra_state$/;

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
  if (node.role !== undefined) return node.role;
  if (isBufferName(keys.join("."), node.shape.length)) return "buffer";
  const trainable = node.dtype.kind === "float" || node.dtype.kind === "complex" || node.quantization !== undefined;
  return trainable ? "parameter" : "buffer";
}

/**
 * What a tensor is that two files have: what the file says that tells
 * parameters from buffers, and `state` if either side has it among its training
 * state. The same whichever file is the old one.
 */
export function pairRole(old: RoledTensor, fresh: RoledTensor): TensorRole {
  const sides = [old, fresh];
  if (sides.some(({ node, role }) => role === "state" && node.role !== "state")) return "state";
  const told = sides.filter(({ node }) => node.role !== undefined);
  const roles = (told.length > 0 ? told : sides).map(({ role }) => role);
  return BY_WEIGHT.find((role) => roles.includes(role))!;
}

/** Roles, the one that counts most first. */
const BY_WEIGHT: readonly TensorRole[] = ["parameter", "buffer", "state"];

function isTrainingState(keys: readonly string[], stateDict: readonly string[]): boolean {
  if (keys.some((key) => EXTRA_STATE.test(key))) return true;
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
