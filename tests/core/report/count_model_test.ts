import { assertEquals } from "@std/assert";
import { contentVerdict, type JudgedTensors } from "../../../core/report/content_verdict.ts";
import { countModel } from "../../../core/report/count_model.ts";
import { TensorChange } from "../../../core/report/tensor_change.ts";
import type { PairMeasures } from "../../../core/model/measures.ts";
import type { TensorTask } from "../../../core/model/tensor_task.ts";
import { meta } from "../make_tree.ts";
import { measures } from "./make_report.ts";

const NO_VALUES = { added: 0, removed: 0, changed: 0, unchanged: 0 };

interface Judged {
  readonly task: TensorTask;
  readonly change: TensorChange;
}

function judged(...all: readonly Judged[]): JudgedTensors {
  return { tasks: all.map(({ task }) => task), changes: all.map(({ change }) => change) };
}

/** A task whose pair was measured, if measures are given. */
function task(rest: Partial<TensorTask>, pair?: PairMeasures): Judged {
  const task: TensorTask = {
    path: "w",
    keys: ["w"],
    role: "parameter",
    change: "revalued",
    old: meta([10, 10]),
    new: meta([10, 10]),
    ...rest,
  };
  const measured = pair ? { old: null, new: null, measures: pair, unmeasured: {} } : null;
  return { task, change: new TensorChange(task, [measured], 0) };
}

const SAME = measures({ changed_elements: 0, changed_fraction: 0 });

Deno.test("countModel() counts by role, and what is on both sides for updates", () => {
  const counts = countModel(
    judged(
      task({}, measures()),
      task({ role: "buffer" }, measures()),
      task({ role: "state" }, measures()),
      task({}, SAME),
      task({ change: "added", old: null }),
      task({ change: "removed", new: null }),
      task({ change: "reshaped", new: meta([5]) }),
    ),
    NO_VALUES,
  );
  assertEquals(counts.parameters, { old: 400, new: 305 });
  assertEquals(counts.buffers, { old: 100, new: 100 });
  assertEquals([counts.modified_parameters, counts.modified_fraction], [50, 0.25]);
  assertEquals(counts.tensors, { old: 6, new: 6, added: 1, removed: 1, changed: 4, unchanged: 1 });
});

Deno.test("countModel() counts tied tensors once", () => {
  const old = meta([10, 10]), fresh = meta([10, 10]);
  const counts = countModel(
    judged(task({ old, new: fresh }, measures()), task({ old, new: fresh }, measures())),
    NO_VALUES,
  );
  assertEquals([counts.parameters, counts.modified_parameters, counts.modified_fraction], [
    { old: 100, new: 100 },
    50,
    0.5,
  ]);
});

Deno.test("countModel() claims nothing of values that were not compared", () => {
  const counts = countModel(judged(task({})), NO_VALUES);
  assertEquals([counts.modified_parameters, counts.modified_fraction], [null, null]);
});

Deno.test("TensorChange is unchanged where structure and values are the same, or within the tolerance", () => {
  assertEquals(task({}, SAME).change.change, "unchanged");
  assertEquals(task({}, measures()).change.change, "revalued");
  assertEquals(task({}, measures({ mismatched_elements: 0 })).change.change, "unchanged");
  assertEquals(task({}, measures({ mismatched_elements: 1 })).change.change, "revalued");
  assertEquals(task({ change: "retyped" }, SAME).change.change, "retyped");
});

Deno.test("contentVerdict() goes by bits, and does not call the same what was not compared", () => {
  const verdict = (...all: Judged[]) => contentVerdict(judged(...all).changes, judged(...all), 0);
  const data = { blocks: () => [] };
  assertEquals(verdict(), "same");
  assertEquals(verdict(task({}, SAME)), "same");
  assertEquals(verdict(task({}, SAME), task({}, measures())), "different");
  assertEquals(verdict(task({}, measures({ mismatched_elements: 0 }))), "different");
  assertEquals(verdict(task({}, SAME), task({ old: { ...meta([1]), data }, new: { ...meta([1]), data } })), "unknown");
  assertEquals(contentVerdict([], judged(), 1), "different"); // a value that is close is not the same
  assertEquals(verdict(task({})), "same"); // meta tensors on both sides
  assertEquals(verdict(task({ old: { ...meta([1]), data } })), "unknown");
});
