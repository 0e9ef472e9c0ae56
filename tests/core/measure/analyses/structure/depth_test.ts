import { assertEquals } from "@std/assert";
import { depth } from "../../../../../core/measure/analyses/structure/depth.ts";
import { makeTensor } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";

function matrix(rows: number, columns: number) {
  return makeTensor("float32", new Uint8Array(4 * rows * columns), [rows, columns]);
}

const UNTOLD = "no name tells it";

Deno.test("depth counts blocks of each part, and names the parts whose numbers differ with evidence", async () => {
  const weight = matrix(2, 2);
  const { results } = await analyseTensors(depth, [
    { path: "encoder.0.weight", old: weight, new: weight },
    { path: "layers.0.weight", old: weight, new: weight },
    { path: "layers.1.weight", old: null, new: weight },
    { path: "layers.2.sub.0.weight", old: null, new: weight },
    { path: "decoder.0.weight", old: weight, new: null },
    { path: "optimizer.state.0.exp_avg", old: weight, new: null, role: "state" },
  ]);
  assertEquals(results!.figures, {
    old_blocks: 3,
    new_blocks: 4,
    changed_depths: "layers 1 -> 3",
    depth_evidence: '"layers.2.sub.0.weight"',
    vocabulary: null,
    embedding: null,
    feed_forward: null,
  });
  assertEquals(results!.unmeasured, { vocabulary: UNTOLD, embedding: UNTOLD, feed_forward: UNTOLD });
  assertEquals(results!.tensors, [
    { path: "decoder", figures: { old_blocks: 1, new_blocks: 0 } },
    { path: "encoder", figures: { old_blocks: 1, new_blocks: 1 } },
    { path: "layers", figures: { old_blocks: 1, new_blocks: 3 } },
  ]);
});

Deno.test("depth tells widths of both sides by names, and says that they are inferred", async () => {
  const { results } = await analyseTensors(depth, [
    { path: "model.embed_tokens.weight", old: matrix(10, 4), new: matrix(12, 4) },
    { path: "model.layers.0.mlp.up_proj.weight", old: matrix(16, 4), new: null },
  ]);
  const { vocabulary, embedding, feed_forward, changed_depths } = results!.figures!;
  assertEquals([results!.basis, changed_depths], ["inferred", "none"]);
  assertEquals([vocabulary, embedding, feed_forward], [[10, 12], [4, 4], [16, null]]);
});

Deno.test("depth is not about models without numbers and without names that tell widths", async () => {
  const given = [{ path: "fc.weight", old: matrix(2, 2), new: matrix(2, 2) }];
  assertEquals((await analyseTensors(depth, given)).status, "not_applicable");
});
