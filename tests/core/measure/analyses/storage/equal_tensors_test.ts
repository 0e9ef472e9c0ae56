import { assertEquals } from "@std/assert";
import { equalTensors } from "../../../../../core/measure/analyses/storage/equal_tensors.ts";
import { tensorWith } from "../../../../../core/model/tensor.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";

const COUNT = 512;

function numbers(change: (values: Float32Array) => void = () => {}) {
  const values = Float32Array.from({ length: COUNT }, (_, index) => Math.sin(index));
  change(values);
  return tensorOf("float32", values, [16, COUNT / 16]);
}

Deno.test("equalTensors finds copies on each side, and what they take", async () => {
  const { results } = await analyseTensors(equalTensors, [
    { path: "a", old: numbers(), new: numbers() },
    { path: "b", old: numbers((values) => values[3] = 7), new: numbers() },
    { path: "c", old: numbers((values) => values[3] = 8), new: numbers() },
    { path: "d", old: numbers((values) => values[3] = 7), new: null },
  ]);
  const bytes = 4 * COUNT;
  const whole = { new_wasted: 2 * bytes, old_wasted: bytes, new_copies: 2, old_copies: 1, first_copy: "b" };
  assertEquals(results!.figures, whole);
  assertEquals(results!.tensors, [
    { path: "d", figures: { copy_of: "b", side: "old", wasted: bytes } },
    { path: "b", figures: { copy_of: "a", side: "new", wasted: bytes } },
    { path: "c", figures: { copy_of: "a", side: "new", wasted: bytes } },
  ]);
});

Deno.test("equalTensors takes no tensor for a copy that only looks like another", async () => {
  const swap = (values: Float32Array) => ([values[0], values[1]] = [values[1]!, values[0]!]);
  const { results } = await analyseTensors(equalTensors, [
    { path: "a", old: null, new: tensorOf("float32", Float32Array.from({ length: COUNT }, (_, index) => index % 2)) },
    { path: "b", old: null, new: tensorOf("float32", Float32Array.from({ length: COUNT }, (_, i) => (i + 1) % 2)) },
    { path: "c", old: numbers(), new: numbers(swap) },
  ]);
  assertEquals([results!.figures!.new_copies, results!.figures!.first_copy], [0, "none"]);
});

Deno.test("equalTensors is not about tied tensors, constants, small ones, and other shapes", async () => {
  const tied = numbers(), zeros = () => tensorOf("float32", new Float32Array(COUNT));
  const small = () => tensorOf("float32", Float32Array.of(1, 2));
  const status = await analyseTensors(equalTensors, [
    { path: "a", old: null, new: tied },
    { path: "b", old: null, new: tensorWith(tied, {}) },
    { path: "c", old: null, new: tensorWith(numbers(), { shape: [COUNT] }) },
    { path: "d", old: zeros(), new: zeros() },
    { path: "e", old: zeros(), new: zeros() },
    { path: "f", old: small(), new: small() },
    { path: "g", old: small(), new: small() },
  ]);
  assertEquals(status.status, "not_applicable");
});
