import { assertAlmostEquals, assertEquals } from "@std/assert";
import { spearman } from "../../../../../core/measure/analyses/change/spearman.ts";
import { NORMALISATIONS } from "../normalisations.ts";

Deno.test("spearman() is that of SciPy, with ties and without", () => {
  for (const { values, spearman: rho } of NORMALISATIONS.ranks) {
    assertAlmostEquals(spearman([...values.keys()], values)!, rho, 1e-12);
  }
});

Deno.test("spearman() of two pairs, or of equal values, is not defined", () => {
  assertEquals(spearman([0, 1], [1, 2]), null);
  assertEquals(spearman([1, 1, 1], [1, 2, 3]), null);
});
