import type { TensorTask } from "../model/tensor_task.ts";

/**
 * The tensors of a side that share their elements with an earlier one, each
 * with that one's path.
 *
 * @example
 * ```ts
 * import { tiedNames } from "./tied_names.ts";
 * import { dtype } from "../model/dtype.ts";
 * import { assertEquals } from "@std/assert";
 * const node = { kind: "tensor", dtype: dtype("float32"), shape: [2], storageId: "0", data: null } as const;
 * const task = { keys: [], role: "parameter", change: "added", old: null, new: node } as const;
 * const wte = { ...task, path: "wte" }, head = { ...task, path: "head" };
 * assertEquals(tiedNames([wte, head], "new"), new Map([[head, "wte"]]));
 * ```
 */
export function tiedNames(tasks: readonly TensorTask[], side: "old" | "new"): ReadonlyMap<TensorTask, string> {
  const first = new Map<string, string>();
  const tied = new Map<TensorTask, string>();
  for (const task of tasks) {
    const id = task[side]?.storageId;
    if (id === undefined) continue;
    const path = first.get(id);
    if (path === undefined) first.set(id, task.path);
    else tied.set(task, path);
  }
  return tied;
}
