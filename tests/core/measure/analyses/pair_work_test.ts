import { assertEquals } from "@std/assert";
import type { TensorAnalysis } from "../../../../core/measure/analyses/analysis.ts";
import { AnalysisRun } from "../../../../core/measure/analyses/analysis_run.ts";
import { effectiveRank } from "../../../../core/measure/analyses/spectrum/effective_rank.ts";
import { numericalRank } from "../../../../core/measure/analyses/spectrum/numerical_rank.ts";
import type { PairMeasures } from "../../../../core/model/measures.ts";
import { DEFAULT_LIMITS } from "../../../../core/model/limits.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import type { TensorTask } from "../../../../core/model/tensor_task.ts";
import { tensorOf } from "../make_tensor.ts";

/** A tensor that counts how often its elements are asked for. */
function counted(...values: readonly number[]): { readonly tensor: TensorNode; readonly reads: () => number } {
  const { data, ...rest } = tensorOf("float64", Float64Array.from(values), [2, 2]);
  let reads = 0;
  const blocks = (blockBytes: number) => {
    reads++;
    return data!.blocks(blockBytes);
  };
  return { tensor: { ...rest, data: { blocks } }, reads: () => reads };
}

/** Runs analyses on two pairs; how often each tensor was read. */
async function readsOf(...analyses: readonly TensorAnalysis[]): Promise<readonly number[]> {
  const sides = [counted(1, 0, 0, 1), counted(1, 2, 3, 4), counted(2, 0, 0, 1), counted(5, 6, 7, 8)];
  const tasks = [0, 2].map((index): TensorTask => {
    const [old, fresh] = [sides[index]!.tensor, sides[index + 1]!.tensor], path = `t${index}`;
    return { path, keys: [path], role: "parameter", change: "revalued", old, new: fresh };
  });
  const changes = tasks.map(({ path, keys }) => {
    const measures = {} as PairMeasures; // that they were measured is known; the analyses here do not look at how
    return { path, keys, node: "tensor", change: "revalued", old: null, new: null, measures } as const;
  });
  const context = { limits: DEFAULT_LIMITS, files: { old: "old", new: "new" }, pulse: () => {} };
  const run = await AnalysisRun.begin(analyses);
  const statuses = await run.finish({ tasks, changes }, context);
  assertEquals(statuses.map(({ results }) => results?.tensors?.length), analyses.map(() => 2));
  return sides.map(({ reads }) => reads());
}

Deno.test("PairWork lets two analyses of a pair share what one has read, pair by pair", async () => {
  const alone = await readsOf(effectiveRank);
  assertEquals(await readsOf(effectiveRank, numericalRank), alone);
  assertEquals(alone, [1, 2, 1, 2]); // new is read once more to be taken old from
});
