import { assertAlmostEquals, assertEquals } from "@std/assert";
import { scaling } from "../../../../../core/measure/analyses/change/scaling.ts";
import type { DTypeName } from "../../../../../core/model/dtype.ts";
import { float64, makeTensor } from "../../make_tensor.ts";
import { readAdapterFacts } from "../adapters/adapter_fixtures.ts";
import { analysePair } from "../analyse_tensors.ts";

const { scaling: cases } = await readAdapterFacts();

for (const { name, dtype, old, new: fresh, left_out, fit } of cases) {
  Deno.test(`scaling() of ${name} is as numpy.linalg.lstsq has it`, async () => {
    const [before, after] = [old, fresh].map((text) => makeTensor(dtype as DTypeName, Uint8Array.fromBase64(text)));
    const { figures, unmeasured } = await analysePair(scaling, before!, after!) as {
      figures: Record<string, number>;
      unmeasured?: object;
    };
    assertEquals(figures.left_out, left_out);
    if (!fit) {
      const reason = "no finite pair in which old is other than 0";
      assertEquals([figures.alpha, unmeasured], [null, { alpha: reason, residual: reason }]);
      return;
    }
    assertAlmostEquals(figures.alpha!, fit.alpha, 1e-13 * Math.abs(fit.alpha)); // sums in another order
    // LAPACK's alpha is off by some 1e-16, and the rest of an exact multiple by as much.
    assertAlmostEquals(figures.residual!, fit.rest / fit.v, 1e-12 * fit.rest / fit.v + 1e-15);
  });
}

Deno.test("scaling() finds an exact multiple without a residual, also where values are tiny", async () => {
  assertEquals(await analysePair(scaling, float64(1e-140, 3e-140), float64(2e-140, 6e-140)), {
    figures: { alpha: 2, residual: 0, left_out: 0 },
  });
});

Deno.test("scaling() gives a reason for what is undefined", async () => {
  const beyond = "squares are beyond float64";
  assertEquals(await analysePair(scaling, float64(1e200, 1), float64(2e200, 1)), {
    figures: { alpha: null, residual: null, left_out: 0 },
    unmeasured: { alpha: beyond, residual: beyond },
  });
  assertEquals(await analysePair(scaling, float64(2), float64(3)), {
    figures: { alpha: 1.5, residual: null, left_out: 0 },
    unmeasured: { residual: "one pair fits any factor" },
  });
  assertEquals(await analysePair(scaling, float64(2, 1), float64(0, 0)), {
    figures: { alpha: 0, residual: null, left_out: 0 },
    unmeasured: { residual: "new is all zero" },
  });
});

Deno.test("scaling() leaves out a tensor that did not change", async () => {
  for (const same of [float64(1, 2), float64()]) {
    const status = await analysePair(scaling, same, same) as { status?: string; reason?: string };
    assertEquals([status.status, status.reason], ["skipped", "new is the same as old"]);
  }
});
