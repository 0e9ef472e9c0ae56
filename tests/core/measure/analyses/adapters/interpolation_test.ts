import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { interpolation } from "../../../../../core/measure/analyses/adapters/interpolation.ts";
import type { TensorNode } from "../../../../../core/model/tensor.ts";
import { float64, tensorOf } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";
import { type AdapterFacts, analyseFiles, readAdapterFacts, wholeFigures } from "./adapter_fixtures.ts";

const ID = "interpolation", facts = await readAdapterFacts();

/** NumPy's sums are in another order: 1e-13 of alpha and of norms, and 1e-6 of the size of a residual. */
async function checkLine(files: readonly [string, string, string], { whole, tensors }: AdapterFacts["soup"]) {
  const status = await analyseFiles(ID, files), figures = wholeFigures(status);
  for (const [given, line] of [[figures, whole] as const, ...linesOf(status.results!.tensors!, tensors)]) {
    assertAlmostEquals(given.alpha as number, line.alpha, 1e-13);
    assertAlmostEquals(given.residual as number, line.rest / line.v, 1e-6 * line.rest / line.v);
    assertAlmostEquals(given.change as number, line.v, 1e-13);
    assertAlmostEquals(given.way as number, line.u, 1e-13);
  }
  return figures;
}

function linesOf(
  given: readonly { readonly path: string; readonly figures: object }[],
  lines: AdapterFacts["soup"]["tensors"],
) {
  const defined = given.filter(({ path }) => lines[path]);
  assertEquals(defined.length, Object.keys(lines).length);
  return defined.map(({ path, figures }) => [figures as Readonly<Record<string, number>>, lines[path]!] as const);
}

Deno.test("interpolation finds the average of two models half way, as NumPy does", async () => {
  const { alpha, residual } = await checkLine(["tuned", "soup", "tuned_other"], facts.soup);
  assertAlmostEquals(alpha!, 0.5, 1e-6);
  assert(residual! < 1e-5);
});

Deno.test("interpolation finds an exponential moving average at 1 - decay", async () => {
  const { alpha } = await checkLine(["tuned", "average", "tuned_other"], facts.average);
  assertAlmostEquals(alpha!, 0.1, 1e-6);
});

Deno.test("interpolation of a model beside the line has a residual", async () => {
  const { residual } = await checkLine(["base", "tuned", "tuned_other"], facts.beside);
  assert(residual! > 0.9);
});

Deno.test("interpolation says which third model it needs", async () => {
  assertEquals((await analyseFiles(ID, ["tuned", "soup"])).reason, "it needs a third model: --with FILE");
  assertEquals(
    (await analyseFiles(ID, ["tuned", "soup", "adapter"])).reason,
    "the file of --with has no tensor of that name",
  );
});

Deno.test("interpolation beyond the budget of operations is skipped", async () => {
  const { status, reason } = await analyseFiles(ID, ["tuned", "soup", "tuned_other"], { analysisOperations: 10 });
  assertEquals([status, reason], ["skipped", "the budget of operations is spent"]);
});

async function ofTensors(old: TensorNode, fresh: TensorNode, third: TensorNode) {
  const status = await analyseTensors(interpolation, [{ path: "t", old, new: fresh, third }]);
  const [first] = status.results?.tensors ?? [];
  return first ? { figures: first.figures, unmeasured: first.unmeasured } : status.reason;
}

Deno.test("interpolation leaves out elements that are not finite in one of the three", async () => {
  const given = await ofTensors(float64(0, NaN, 0, 0), float64(1, 1, 2, 1), float64(2, 2, 4, Infinity));
  const way = Math.sqrt(20);
  assertEquals(given, {
    figures: { alpha: 0.5, residual: 0, change: way / 2, way, left_out: 2 },
    unmeasured: undefined,
  });
});

Deno.test("interpolation gives a reason for what is undefined", async () => {
  const cases = [
    [float64(1, 2), float64(1, 3), float64(1, 2), { alpha: "the tensor of --with is the same as old" }],
    [float64(1, 2), float64(1, 2), float64(1, 3), { residual: "new is the same as old" }],
    [float64(1), float64(2), float64(3), { residual: "one element is on every line" }],
    [float64(), float64(), float64(), { alpha: "no finite elements", change: "no finite elements" }],
    [float64(NaN), float64(2), float64(3), { alpha: "no finite elements" }],
    [float64(0, 0), float64(1e200, 1), float64(1e200, 2), { alpha: "squares are beyond float64" }],
  ] as const;
  for (const [old, fresh, third, reasons] of cases) {
    const { figures, unmeasured } = await ofTensors(old, fresh, third) as Exclude<
      Awaited<ReturnType<typeof ofTensors>>,
      string | undefined
    >;
    for (const [name, reason] of Object.entries(reasons)) {
      assertEquals([figures[name], unmeasured?.[name]], [null, reason]);
    }
  }
});

Deno.test("interpolation leaves out tensors whose partner has another shape or type", async () => {
  assertEquals(await ofTensors(float64(1, 2), float64(1, 3), float64(1)), "the tensor of --with has another shape");
  const counts = tensorOf("int32", Int32Array.of(1, 2));
  assertEquals(
    await ofTensors(float64(1, 2), float64(1, 3), counts),
    "the tensor of --with is not of floating-point numbers",
  );
});
