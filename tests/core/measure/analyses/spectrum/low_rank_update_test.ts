import { assertEquals } from "@std/assert";
import { comparePaths } from "../../../../../core/compare_paths.ts";
import { lowRankUpdate } from "../../../../../core/measure/analyses/spectrum/low_rank_update.ts";
import { randomBlock } from "../../../../../core/measure/analyses/spectrum/random_block.ts";
import { REGISTRY } from "../../../../../plugins/registry.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analysePair, analyseTensors } from "../analyse_tensors.ts";

function fixture(side: string): string {
  return new URL(`../../../../../fixtures/analyses/spectrum/${side}.safetensors`, import.meta.url).pathname;
}

Deno.test("lowRankUpdate tells the rank of LoRA adapters that torch merged, in float32 and bfloat16", async () => {
  const report = await comparePaths(fixture("old"), fixture("new"), {
    registry: REGISTRY,
    analyses: ["low-rank-update"],
  });
  const { results } = report.analyses.find(({ id }) => id === "low-rank-update")!;
  assertEquals(results!.tensors!.map(({ path, figures }) => [path, figures.rank]), [
    ["q_proj.weight", 8],
    ["v_proj.weight", 8],
  ]);
});

Deno.test("lowRankUpdate gives no rank where more than 256 directions changed, and says so", async () => {
  const { values } = randomBlock(280, 280), old = tensorOf("float32", new Float32Array(values.length), [280, 280]);
  const { figures, unmeasured } = await analysePair(
    lowRankUpdate,
    old,
    tensorOf("float32", new Float32Array(values), [
      280,
      280,
    ]),
  ) as { figures: Record<string, unknown>; unmeasured: object };
  const reason = "more than 256 are left above rounding";
  assertEquals([figures.rank, figures.residual, figures.full], [null, null, 280]);
  assertEquals(unmeasured, { rank: reason, residual: reason });
});

Deno.test("lowRankUpdate leaves out what was rounded to scaled integers", async () => {
  const tensor = { ...tensorOf("qint8" as "int8", Int8Array.of(1, 2, 3, 4), [2, 2]) };
  const quantized = { ...tensor, quantization: { scheme: "per_tensor", scales: [0.5], zeroPoints: [0] } as const };
  const { status, reason } = await analyseTensors(lowRankUpdate, [{ path: "t", old: quantized, new: quantized }]);
  assertEquals([status, reason], ["skipped", "the rounding of qint8 is not known"]);
});
