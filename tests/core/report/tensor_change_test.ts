import { assertEquals } from "@std/assert";
import { TensorChange } from "../../../core/report/tensor_change.ts";
import type { TensorTask } from "../../../core/model/tensor_task.ts";
import { meta } from "../make_tree.ts";
import { measures } from "./make_report.ts";

const TASK: TensorTask = {
  path: "fc.weight",
  keys: ["fc", "weight"],
  role: "parameter",
  change: "revalued",
  old: meta([2]),
  new: meta([2]),
};

Deno.test("TensorChange can be copied, compared and written as the plain object that it stands for", () => {
  const pair = { old: null, new: null, measures: measures(), unmeasured: {} };
  const change = new TensorChange(TASK, [pair], 0, { ties: { new: "wte" } });
  const side = { dtype: "float32", shape: [2], elements: 2 };
  const plain = {
    path: "fc.weight",
    keys: ["fc", "weight"],
    node: "tensor",
    change: "revalued",
    old: side,
    new: { ...side, tied_to: "wte" },
    role: "parameter",
    measures: measures(),
  };
  assertEquals(JSON.stringify(change), JSON.stringify(plain));
  const copy: object = { ...change };
  const none = { renamed_from: undefined, quantized: undefined, common_rows: undefined };
  const absent = { ...none, drift: undefined, unmeasured: undefined };
  assertEquals(copy, { ...plain, ...absent });
  assertEquals(change, new TensorChange(TASK, [null, pair], 1, { ties: { new: "wte" } }));
});

Deno.test("TensorChange tells reasons only where there are some, and nothing of values that were not compared", () => {
  const reasons = { changed_elements: "the shapes differ" };
  assertEquals(new TensorChange(TASK, [{ old: null, new: null, unmeasured: reasons }], 0).unmeasured, reasons);
  assertEquals(new TensorChange(TASK, [{ old: null, new: null, unmeasured: {} }], 0).unmeasured, undefined);
  const { change, measures: none, unmeasured, old } = new TensorChange({ ...TASK, old: null, change: "added" }, [], 0);
  assertEquals([change, none, unmeasured, old], ["added", undefined, undefined, null]);
});

Deno.test("TensorChange tells every figure of a side in its order, those that few tensors have after the others", () => {
  const always = {
    elements: 2,
    mean: 0.5,
    std: 0.5,
    min: 0,
    max: 1,
    zeros: 1,
    negative_zeros: 0,
    subnormals: 0,
    nan: 0,
    pos_inf: 0,
    neg_inf: 0,
  };
  const more = { ...always, zero_rows: 1, lossless_in: ["float16"] };
  const change = new TensorChange(TASK, [{ old: always, new: more, unmeasured: {} }], 0);
  const header = { dtype: "float32", shape: [2] };
  assertEquals(
    JSON.stringify([change.old, change.new]),
    JSON.stringify([always, more].map((s) => ({ ...header, ...s }))),
  );
});
