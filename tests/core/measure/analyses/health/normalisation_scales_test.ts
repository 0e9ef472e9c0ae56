import { assertEquals } from "@std/assert";
import { normalisationScales } from "../../../../../core/measure/analyses/health/normalisation_scales.ts";
import { float64 } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";
import { assertFigures } from "../close_figures.ts";
import { NORMALISATIONS, vectorOf } from "../normalisations.ts";

for (const { name, dtype, old, new: fresh, facts } of NORMALISATIONS.scales) {
  Deno.test(`normalisationScales of ${name} are those of NumPy`, async () => {
    const given = [{ path: "norm.weight", old: vectorOf(dtype, old), new: vectorOf(dtype, fresh) }];
    const { results } = await analyseTensors(normalisationScales, given);
    assertFigures(results!.figures, facts, name, 1e-15);
    const isListed = (facts.old_collapsed ?? 0) + (facts.new_collapsed ?? 0) > 0;
    assertEquals(results!.tensors!.map(({ path }) => path), isListed ? ["norm.weight"] : []);
  });
}

Deno.test("normalisationScales are vectors beside running statistics, or of a module by its name", async () => {
  const zero = float64(0, 0);
  const paths = ["0.weight", "0.running_mean", "1.weight", "h.ln_1.weight", "h.ln_1.bias", "norm.weight"];
  const { results } = await analyseTensors(
    normalisationScales,
    paths.map((path) => ({ path, old: zero, new: zero })),
  );
  assertEquals(results!.tensors!.map(({ path }) => path), ["0.weight", "h.ln_1.weight", "norm.weight"]);
  const other = [{ path: "fc.weight", old: zero, new: zero }];
  assertEquals((await analyseTensors(normalisationScales, other)).status, "not_applicable");
});
