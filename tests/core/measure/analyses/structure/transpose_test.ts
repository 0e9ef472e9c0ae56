import { assertEquals } from "@std/assert";
import { transpose } from "../../../../../core/measure/analyses/structure/transpose.ts";
import type { DTypeName } from "../../../../../core/model/dtype.ts";
import type { TensorNode } from "../../../../../core/model/tensor.ts";
import { float64, makeTensor, tensorOf } from "../../make_tensor.ts";
import { analyseTensors, type GivenTensor } from "../analyse_tensors.ts";

const FILE = new URL("../../../../../fixtures/analyses/adapters/permuted.json", import.meta.url);
const cases = JSON.parse(await Deno.readTextFile(FILE)) as readonly {
  readonly name: string;
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
  readonly axes: readonly number[];
  readonly old: string;
  readonly new: string;
}[];

function found({ results }: Awaited<ReturnType<typeof analyseTensors>>) {
  const { looked_at, transposed } = results!.figures!;
  return { looked_at, transposed, axes: results!.tensors!.map(({ figures }) => figures.axes) };
}

for (const { name, dtype, shape, axes, old, new: fresh } of cases) {
  Deno.test(`transpose() finds the order of axes of ${name}`, async () => {
    const before = makeTensor(dtype, Uint8Array.fromBase64(old), shape);
    const after = makeTensor(dtype, Uint8Array.fromBase64(fresh), axes.map((axis) => shape[axis]!));
    const status = await analyseTensors(transpose, [{ path: "w", old: before, new: after }]);
    assertEquals(found(status), { looked_at: 1, transposed: 1, axes: [axes] });
  });
}

function matrix(...values: readonly number[]): TensorNode {
  const side = Math.sqrt(values.length);
  return tensorOf("float64", Float64Array.from(values), [side, side]);
}

function pair(old: TensorNode, fresh: TensorNode): GivenTensor {
  return { path: "w", old, new: fresh };
}

Deno.test("transpose() tells a square matrix that was transposed from one that was trained", async () => {
  const old = matrix(1, 2, 3, 4);
  assertEquals(found(await analyseTensors(transpose, [pair(old, matrix(1, 3, 2, 4))])).axes, [[1, 0]]);
  for (const trained of [matrix(1, 3, 2, 5), matrix(4, 2, 3, 1)]) {
    const status = await analyseTensors(transpose, [pair(old, trained)]);
    assertEquals(found(status), { looked_at: 1, transposed: 0, axes: [] });
  }
});

Deno.test("transpose() lists a permuted shape with other values, and says so", async () => {
  const old = tensorOf("float64", Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
  const fresh = tensorOf("float64", Float64Array.of(1, 2, 3, 4, 5, 6), [3, 2]);
  const { results } = await analyseTensors(transpose, [pair(old, fresh)]);
  assertEquals(results!.tensors, [{
    path: "w",
    figures: { axes: null },
    unmeasured: { axes: "in no order of its axes is old new, bit for bit" },
  }]);
});

Deno.test("transpose() takes NaN and the sign of zero bit for bit", async () => {
  const old = matrix(NaN, -0, 1, 2);
  assertEquals(found(await analyseTensors(transpose, [pair(old, matrix(NaN, 1, -0, 2))])).transposed, 1);
  assertEquals(found(await analyseTensors(transpose, [pair(old, matrix(NaN, 1, 0, 2))])).transposed, 0);
});

Deno.test("transpose() does not apply to vectors, single elements, other types and unchanged matrices", async () => {
  const square = matrix(1, 2, 3, 4), narrow = tensorOf("float32", Float32Array.of(1, 3, 2, 4), [2, 2]);
  const given = [
    pair(float64(1, 2), float64(2, 1)),
    pair(matrix(1), matrix(2)),
    pair(square, square),
    pair(square, narrow),
    pair(tensorOf("float64", new Float64Array(0), [0, 2]), tensorOf("float64", new Float64Array(0), [2, 0])),
  ];
  assertEquals((await analyseTensors(transpose, given)).status, "not_applicable");
});

Deno.test("transpose() is skipped where the budget is spent or a tensor has too many axes", async () => {
  const square = pair(matrix(1, 2, 3, 4), matrix(1, 3, 2, 4));
  const spent = await analyseTensors(transpose, [square], { analysisOperations: 3 });
  assertEquals([spent.status, spent.reason], ["skipped", "the budget of operations is spent"]);
  const old = tensorOf("float64", Float64Array.of(1, 2), [2, 1, 1, 1, 1, 1, 1]);
  const fresh = tensorOf("float64", Float64Array.of(1, 2), [1, 2, 1, 1, 1, 1, 1]);
  assertEquals((await analyseTensors(transpose, [pair(old, fresh)])).reason, "it has more than 6 axes");
});
