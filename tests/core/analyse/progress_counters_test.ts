import { assertEquals } from "@std/assert";
import { counterMoves } from "../../../core/analyse/progress_counters.ts";
import { tensor, value } from "../report/make_report.ts";

const ONE = { dtype: "int64", shape: [], elements: 1 };

function counter(path: string, old: number, fresh: number) {
  return tensor(path, { old: { ...ONE, mean: old }, new: { ...ONE, mean: fresh } });
}

Deno.test("counterMoves() tells scalars and tensors of one element apart by where they went", () => {
  assertEquals(counterMoves([value("epoch", 1, 3), counter("bn.num_batches_tracked", 2000, 1000), value("lr", 1, 2)]), {
    counters_forward: "epoch 1 -> 3",
    counters_back: "num_batches_tracked 2,000 -> 1,000",
  });
  assertEquals(counterMoves([value("epoch", 1, 1), tensor("step")]), { counters_forward: "", counters_back: "" });
});

Deno.test("counterMoves() says equal moves once, and counts those that it does not list", () => {
  const layers = [1, 2, 3].map((layer) => counter(`layer${layer}.bn.num_batches_tracked`, 1, 2));
  assertEquals(counterMoves(layers).counters_forward, "num_batches_tracked 1 -> 2");
  const steps = [1, 2, 3, 4, 5].map((step) => counter(`state.${step}.step`, step, step + 1));
  assertEquals(counterMoves(steps).counters_forward, "step 1 -> 2, step 2 -> 3, step 3 -> 4 and 2 more");
});
