import type { TensorLeaf } from "../model/leaf.ts";
import type { TensorNode } from "../model/tensor.ts";
import { pairRole, type TensorRole } from "../model/tensor_role.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import { dottedName } from "../model/tree_path.ts";
import type { TensorPair } from "./compare_leaves.ts";
import { structureChange } from "./structure_change.ts";

/** What a tensor of a side is to its model. */
export type RoleOf = (leaf: TensorLeaf, side: "old" | "new") => TensorRole;

/** Compares tensors by role, type and shape; what their values are is still to be measured. */
export function tensorTasks(pairs: readonly TensorPair[], roleOf: RoleOf): TensorTask[] {
  return pairs.map(({ old, new: fresh }) => {
    if (old === null) return taskOf(fresh, roleOf(fresh, "new"), "added", null, fresh.node);
    if (fresh === null) return taskOf(old, roleOf(old, "old"), "removed", old.node, null);
    const role = pairRole({ node: old.node, role: roleOf(old, "old") }, {
      node: fresh.node,
      role: roleOf(fresh, "new"),
    });
    return taskOf(fresh, role, structureChange(old.node, fresh.node), old.node, fresh.node);
  });
}

function taskOf(
  { keys }: TensorLeaf,
  role: TensorRole,
  change: TensorTask["change"],
  old: TensorNode | null,
  fresh: TensorNode | null,
): TensorTask {
  return { path: dottedName(keys), keys, role, change, old, new: fresh };
}
