import { assertEquals } from "@std/assert";
import { dtypeFit } from "../../../../../core/measure/analyses/health/dtype_fit.ts";
import { tensorOf } from "../../make_tensor.ts";
import { analysePair, analyseTensors } from "../analyse_tensors.ts";

/** Counts by the casts of the language itself. */
function expected(values: readonly number[]): readonly (number | undefined)[] {
  const finite = values.filter((x) => Number.isFinite(x) && x !== 0);
  const rounded = finite.map((x) => Math.f16round(x));
  return [rounded.filter((x) => !Number.isFinite(x)).length, rounded.filter((x) => x === 0).length];
}

Deno.test("dtypeFit counts what a cast to float16 makes infinite or zero", async () => {
  const values = [65504, 65519.999, 65520, -1e5, 2 ** -25, 2 ** -25 * (1 + 2 ** -30), -(2 ** -26), 0, NaN, Infinity, 1];
  const tensor = tensorOf("float64", Float64Array.from(values));
  const { figures } = await analysePair(dtypeFit, tensor, tensor) as { figures: Record<string, number | undefined> };
  assertEquals([figures.float16_overflow, figures.float16_underflow], expected(values));
  assertEquals([figures.float16_overflow, figures.float16_underflow], [2, 2]);
});

// ml_dtypes: float8_e4m3fn(464) is 448 and float8_e4m3fn(464.5) is NaN; float8_e5m2(61440) is infinite, 61439 is 57344.
Deno.test("dtypeFit knows the edges of float8 and bfloat16", async () => {
  const values = Float64Array.of(464, 464.5, 61439, 61440, 2 ** -10, 2 ** -17, 3.39e38, 3.4e38, 2 ** -134);
  const tensor = tensorOf("float64", values);
  const { figures } = await analysePair(dtypeFit, tensor, tensor) as { figures: Record<string, number | undefined> };
  assertEquals([figures.e4m3fn_overflow, figures.e5m2_overflow, figures.bfloat16_overflow], [5, 3, 1]);
  assertEquals([figures.e4m3fn_underflow, figures.e5m2_underflow, figures.bfloat16_underflow], [3, 2, 1]);
});

Deno.test("dtypeFit is not about integers", async () => {
  const counts = tensorOf("int32", Int32Array.of(1));
  assertEquals((await analyseTensors(dtypeFit, [{ path: "a", old: counts, new: counts }])).status, "not_applicable");
});
