import { assertEquals, assertRejects } from "@std/assert";
import { measureTensors } from "../../../core/measure/measure_tensors.ts";
import { FormatError } from "../../../core/model/errors.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { float64 } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20, file: "old.pth" };

/** A tensor whose bytes throw when they are read; counts how often. */
function broken(error: Error): TensorNode {
  return {
    ...float64(1),
    data: {
      blocks() {
        throw error;
      },
    },
  };
}

Deno.test("measureTensors() measures pairs and lone tensors in order", async () => {
  const { results } = await measureTensors([
    { path: "a", old: float64(1), new: float64(2) },
    { path: "b", old: null, new: float64(3) },
    { path: "c", old: float64(4), new: null },
  ], OPTIONS);
  assertEquals(results.at(0)!.measures!.max_abs, 1);
  assertEquals([results.at(1)!.old, results.at(1)!.new!.mean, results.at(1)!.measures], [null, 3, undefined]);
  assertEquals([results.at(2)!.old!.mean, results.at(2)!.new], [4, null]);
});

Deno.test("measureTensors() reads tied tensors once", async () => {
  let reads = 0;
  const counted = (tensor: TensorNode): TensorNode => ({
    ...tensor,
    data: { blocks: (size) => (reads++, tensor.data!.blocks(size)) },
  });
  const tied = counted(float64(1, 2)), other = counted(float64(1, 3));
  const { results } = await measureTensors([
    { path: "wte", old: tied, new: other },
    { path: "lm_head", old: tied, new: other },
  ], OPTIONS);
  assertEquals([reads, results.at(0)], [2, results.at(1)]);
});

Deno.test("measureTensors() keeps views of one storage with other shapes apart", async () => {
  const storageId = "shared";
  const row = { ...float64(1, 2), storageId, shape: [1, 2] }, column = { ...float64(1, 2), storageId, shape: [2, 1] };
  const { results } = await measureTensors([
    { path: "row", old: row, new: { ...float64(1, 5), storageId: "fresh", shape: [1, 2] } },
    { path: "column", old: column, new: { ...float64(1, 5), storageId: "fresh", shape: [2, 1] } },
  ], OPTIONS);
  assertEquals([0, 1].map((index) => results.at(index)!.measures!.max_abs_index), [[0, 1], [1, 0]]);
});

Deno.test("measureTensors() makes a problem of bytes that cannot be read, and goes on", async () => {
  const { results, problems } = await measureTensors([
    { path: "fc.weight", old: broken(new FormatError("its data end early", { file: "new.npz" })), new: float64(1) },
    { path: "fc.bias", old: float64(1), new: float64(1) },
  ], OPTIONS);
  assertEquals([results.at(0), results.at(1)!.measures!.changed_elements], [null, 0]);
  assertEquals(problems, [
    { severity: "trouble", file: "new.npz", place: '"fc.weight"', reason: "its data end early" },
  ]);
});

Deno.test("measureTensors() does not hide a defect of its own", async () => {
  await assertRejects(
    () => measureTensors([{ path: "a", old: broken(new TypeError("oops")), new: float64(1) }], OPTIONS),
    TypeError,
    "oops",
  );
});
