import type { TensorLeaf } from "../model/leaf.ts";
import type { RenamedPair } from "../model/matching.ts";
import type { RenamedFrom } from "../model/report.ts";
import type { TensorNode } from "../model/tensor.ts";
import { pairRole, type TensorRole } from "../model/tensor_role.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import { dottedName } from "../model/tree_path.ts";
import type { TensorPair } from "./compare_leaves.ts";
import { structureChange } from "./structure_change.ts";

/** What a tensor of a side is to its model. */
export type RoleOf = (leaf: TensorLeaf, side: "old" | "new") => TensorRole;

/** Compares tensors by role, type and shape; what their values are is still to be measured. */
export function tensorTasks(pairs: Iterable<TensorPair>, roleOf: RoleOf): TensorTask[] {
  return Array.from(pairs, (pair) => {
    const { old, new: fresh } = pair;
    if (old === null) {
      return new LeafTask(fresh, { role: roleOf(fresh, "new"), change: "added", old: null, new: fresh.node });
    }
    const before = { node: old.node, role: roleOf(old, "old") };
    if (fresh === null) return new LeafTask(old, { role: before.role, change: "removed", old: old.node, new: null });
    const after = { node: fresh.node, role: roleOf(fresh, "new") };
    const settled = { role: pairRole(before, after), old: old.node, new: fresh.node };
    const change = structureChange(old.node, fresh.node);
    return "rewrite" in pair
      ? new RenamedTask(pair, { ...settled, change: change === "reshaped" ? change : "renamed" })
      : new LeafTask(fresh, { ...settled, change });
  });
}

/** The task of a leaf; its keys and path are made when they are asked for, since there may be 100,000. */
class LeafTask implements TensorTask {
  readonly role: TensorRole;
  readonly change: TensorTask["change"];
  readonly old: TensorNode | null;
  readonly new: TensorNode | null;
  readonly #leaf: TensorLeaf;

  constructor(leaf: TensorLeaf, settled: Pick<TensorTask, "role" | "change" | "old" | "new">) {
    this.role = settled.role;
    this.change = settled.change;
    this.old = settled.old;
    this.new = settled.new;
    this.#leaf = leaf;
  }

  get keys(): readonly string[] {
    return this.#leaf.keys;
  }
  get path(): string {
    return dottedName(this.keys);
  }
}

/** The task of a tensor that has another name in the new file. */
class RenamedTask extends LeafTask {
  readonly #pair: RenamedPair;

  constructor(pair: RenamedPair, settled: Pick<TensorTask, "role" | "change" | "old" | "new">) {
    super(pair.new, settled);
    this.#pair = pair;
  }

  get renamedFrom(): RenamedFrom {
    const { old: { keys }, rewrite } = this.#pair;
    const place = { path: dottedName(keys), keys };
    return rewrite ? { ...place, basis: "inferred", rewrite } : { ...place, basis: "measured" };
  }
}
