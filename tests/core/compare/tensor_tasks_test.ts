import { assertEquals } from "@std/assert";
import { tensorTasks } from "../../../core/compare/tensor_tasks.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import type { TensorRole } from "../../../core/model/tensor_role.ts";
import { leaf, meta } from "../make_tree.ts";

const parameter = (): TensorRole => "parameter";

Deno.test("tensorTasks() tells what changed of a tensor's header", () => {
  const changeOf = (old: TensorNode, fresh: TensorNode) =>
    tensorTasks([{ old: leaf(old, "x"), new: leaf(fresh, "x") }], parameter)[0]!.change;
  assertEquals(changeOf(meta([2, 3]), meta([2, 3])), "revalued");
  assertEquals(changeOf(meta([2, 3]), meta([3, 2])), "reshaped");
  assertEquals(changeOf(meta([]), meta([1])), "reshaped");
  assertEquals(changeOf(meta([2], "float32"), meta([2], "float16")), "retyped");
  assertEquals(changeOf(meta([2], "float32"), meta([3], "float16")), "reshaped");
});

Deno.test("tensorTasks() names a tensor as the new file does, and lone ones as theirs", () => {
  const gone = leaf(meta([2]), "a"), come = leaf(meta([3]), "c"), nested = leaf(meta([4]), "fc", "weight");
  const tasks = tensorTasks([
    { old: leaf(meta([4]), "fc.weight"), new: nested },
    { old: gone, new: null },
    { old: null, new: come },
  ], parameter);
  assertEquals(tasks.map(({ path, keys, change }) => [path, keys, change]), [
    ["fc.weight", ["fc", "weight"], "revalued"],
    ["a", ["a"], "removed"],
    ["c", ["c"], "added"],
  ]);
  assertEquals(tasks.map(({ old, new: fresh }) => [old?.shape, fresh?.shape]), [[[4], [4]], [[2], undefined], [
    undefined,
    [3],
  ]]);
});

Deno.test("tensorTasks() asks each side for its own role", () => {
  const roles = { old: "buffer", new: "state" } as const;
  const a = leaf(meta([1]), "a"), b = leaf(meta([1]), "b");
  const tasks = tensorTasks(
    [{ old: a, new: null }, { old: null, new: b }, { old: a, new: b }],
    (_, side) => roles[side],
  );
  assertEquals(tasks.map(({ role }) => role), ["buffer", "state", "state"]);
});
