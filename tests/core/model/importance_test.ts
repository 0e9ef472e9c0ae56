import { assertEquals } from "@std/assert";
import { importanceOf } from "../../../core/model/importance.ts";
import type { Change, TensorFacts } from "../../../core/model/report.ts";
import { sortByNumbers } from "../../../core/model/sort_by_numbers.ts";

function change(path: string, relative_l2: number, role: Change["role"], facts: Partial<TensorFacts> = {}): Change {
  const side: TensorFacts = { dtype: "float32", shape: [1], elements: 1, nan: 0 };
  const measures = { relative_l2, l2: relative_l2 } as NonNullable<Change["measures"]>;
  return {
    path,
    keys: [path],
    node: "tensor",
    change: "revalued",
    old: side,
    new: { ...side, ...facts },
    ...{ role: role! },
    measures,
  };
}

Deno.test("importanceOf() puts new NaN first, then roles, real numbers before counters, then sizes", () => {
  const epoch: Change = { path: "epoch", keys: ["epoch"], node: "scalar", change: "revalued", old: null, new: null };
  const sorted = sortByNumbers([
    epoch,
    change("exp_avg", 9, "state"),
    change("num_batches_tracked", 5, "buffer", { dtype: "int64" }),
    change("running_mean", 1, "buffer"),
    change("small", 0.1, "parameter"),
    change("large", 0.2, "parameter"),
    change("broken", 0, "buffer", { nan: 1 }),
  ], importanceOf);
  assertEquals(sorted.map(({ path }) => path), [
    "broken",
    "large",
    "small",
    "running_mean",
    "num_batches_tracked",
    "exp_avg",
    "epoch",
  ]);
});
