import { assertEquals } from "@std/assert";
import { defaultAnalyses } from "../../../../core/measure/analyses/default_analyses.ts";
import type { Change } from "../../../../core/model/report.ts";
import type { TensorTask } from "../../../../core/model/tensor_task.ts";
import { tensorOf } from "../make_tensor.ts";

/** Tensors of new of 2 KiB each, with what was measured of them. */
function tensors(given: Readonly<Record<string, number>>, role: TensorTask["role"] = "parameter") {
  const node = tensorOf("float32", new Float32Array(512));
  const tasks = Object.keys(given).map((path): TensorTask => {
    return { path, keys: [path], role, change: "added", old: null, new: node };
  });
  const changes = Object.entries(given).map(([path, std]): Change => {
    const side = { dtype: "float32", shape: [512], elements: 512, std };
    return { path, keys: [path], node: "tensor", change: "added", old: null, new: side };
  });
  return { tasks, changes };
}

function idsOf(...given: Parameters<typeof defaultAnalyses>): readonly string[] {
  return defaultAnalyses(...given).map(({ id }) => id);
}

Deno.test("defaultAnalyses() are those that names and figures call for", () => {
  assertEquals(idsOf(tensors({ "fc.weight": 1, "fc2.weight": 2 })), []);
  assertEquals(idsOf(tensors({ "layers.0.weight": 1 })), ["depth"]);
  assertEquals(idsOf(tensors({ "norm.weight": 1 })), ["normalisation-scales"]);
  assertEquals(idsOf(tensors({ "a.running_mean": 1, "a.running_var": 2 })), [
    "normalisation-statistics",
    "normalisation-scales",
  ]);
  assertEquals(idsOf(tensors({ a: 1, b: 1 })), ["equal-tensors"]);
  assertEquals(idsOf(tensors({ a: 0, b: 0 })), [], "constants tell nothing");
});

Deno.test("defaultAnalyses() take no names of the training state, and leave out what was asked for", () => {
  assertEquals(idsOf(tensors({ "state.0.norm.weight": 1 }, "state")), []);
  const given = tensors({ "layers.0.norm.weight": 1 });
  assertEquals(idsOf(given, ["depth"]), ["normalisation-scales"]);
  assertEquals(idsOf(given, ["all"]), []);
});
