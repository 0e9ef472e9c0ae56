import { assert, assertEquals } from "@std/assert";
import { AnalysisRun } from "../../../../core/measure/analyses/analysis_run.ts";
import { hellinger } from "../../../../core/measure/analyses/distribution/hellinger.ts";
import { jensenShannon } from "../../../../core/measure/analyses/distribution/jensen_shannon.ts";
import { sparseStorage } from "../../../../core/measure/analyses/sparsity/sparse_storage.ts";
import { SourceError } from "../../../../core/model/errors.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import { float64, makeTensor, tensorOf } from "../make_tensor.ts";
import { analysePair, analyseTensors } from "./analyse_tensors.ts";

async function reasonOf(old: TensorNode, fresh: TensorNode = old): Promise<string | undefined> {
  return (await analyseTensors(hellinger, [{ path: "t", old, new: fresh }])).reason;
}

Deno.test("PairCounting says why values are not counted", async () => {
  assertEquals(
    await reasonOf(makeTensor("float128", new Uint8Array(32))),
    "values of float128 are wider than what is counted",
  );
  assertEquals(await reasonOf(float64(NaN, Infinity)), "a side has no finite value");
  assertEquals(
    await reasonOf(tensorOf("int64", BigInt64Array.of(2n ** 60n, 1n))),
    "values are beyond the range in which they are counted",
  );
});

Deno.test("PairCounting serves one tensor after the other with tables that are empty", async () => {
  const ones = new Uint16Array(20_000).fill(0x3f80), twos = new Uint16Array(20_000).fill(0x4000);
  const [old, fresh] = [tensorOf("bfloat16", ones), tensorOf("bfloat16", twos)];
  const given = [{ path: "a", old, new: fresh }, { path: "b", old: fresh, new: fresh }];
  const { results } = await analyseTensors(jensenShannon, given);
  const { tensors: [first, second] = [] } = results!;
  assertEquals(first!.figures, { distance: Math.sqrt(Math.LN2), bins: 2, basis: "exact" });
  assertEquals(second!.figures, { distance: 0, bins: 1, basis: "exact" });
});

Deno.test("AnalysisRun observes for analyses of distributions, and not for those that read nothing", async () => {
  assert((await AnalysisRun.begin([hellinger])).observes);
  assert(!(await AnalysisRun.begin([sparseStorage])).observes);
});

Deno.test("AnalysisRun leaves out tensors whose values could not be read", async () => {
  const broken: TensorNode = {
    ...float64(1, 2),
    data: {
      blocks() {
        throw new SourceError("cannot be read", { file: "old" });
      },
    },
  };
  const read = await analysePair(sparseStorage, broken, float64(1, 2)) as { readonly reason?: string };
  assertEquals(read.reason, "its values could not be read");
});
