import { assertEquals } from "@std/assert";
import { normalisationStatistics } from "../../../../../core/measure/analyses/training/normalisation_statistics.ts";
import { SMALL_ELEMENTS } from "../../../../../core/measure/analyses/small_tensor.ts";
import { float64, tensorOf } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";
import { assertFigures } from "../close_figures.ts";
import { NORMALISATIONS, vectorOf } from "../normalisations.ts";

for (const { name, dtype, mean_old, mean_new, var_old, var_new, facts } of NORMALISATIONS.statistics) {
  Deno.test(`normalisationStatistics of ${name} are those of torch.distributions`, async () => {
    const { results } = await analyseTensors(normalisationStatistics, [
      { path: "bn.running_mean", old: vectorOf(dtype, mean_old), new: vectorOf(dtype, mean_new), role: "buffer" },
      { path: "bn.running_var", old: vectorOf(dtype, var_old), new: vectorOf(dtype, var_new), role: "buffer" },
    ]);
    const [module] = results!.tensors!;
    assertEquals(module!.path, "bn");
    assertFigures(module!.figures, facts, name);
    assertFigures(results!.figures, facts, name);
    for (const [figure, value] of Object.entries(facts)) {
      assertEquals(module!.unmeasured?.[figure] !== undefined, value === null, `${figure} has a reason if it is null`);
    }
  });
}

Deno.test("normalisationStatistics tell all normalisations together, and which has the worst channel", async () => {
  const same = float64(0, 0), one = float64(1, 1);
  const { results } = await analyseTensors(normalisationStatistics, [
    { path: "a.running_mean", old: same, new: float64(0, 1), role: "buffer" },
    { path: "a.running_var", old: one, new: one, role: "buffer" },
    { path: "b.running_mean", old: same, new: float64(3, 0), role: "buffer" },
    { path: "b.running_var", old: one, new: one, role: "buffer" },
    { path: "c.running_mean", old: same, new: same, role: "buffer" },
    { path: "c.running_var", old: one, new: one, role: "buffer" },
  ]);
  const kl = { symmetric_kl: 2.5, largest_kl: 9, worst_channel: 0, worst_module: "b" };
  assertEquals(results!.figures, { ...kl, channels: 4, left_out: 0, unchanged: 1 });
});

Deno.test("normalisationStatistics leave out what is large, and are not about what has no variance beside it", async () => {
  const large = tensorOf("float32", new Float32Array(SMALL_ELEMENTS + 1));
  const moved = tensorOf("float32", new Float32Array(SMALL_ELEMENTS + 1).fill(1));
  const { results } = await analyseTensors(normalisationStatistics, [
    { path: "running_mean", old: large, new: moved, role: "buffer" },
    { path: "running_var", old: moved, new: moved, role: "buffer" },
  ]);
  assertEquals(results!.left_out, [{ reason: `more than ${SMALL_ELEMENTS} channels`, tensors: 1 }]);
  const alone = [{ path: "running_mean", old: float64(1), new: float64(2), role: "buffer" }] as const;
  assertEquals((await analyseTensors(normalisationStatistics, alone)).status, "not_applicable");
});
