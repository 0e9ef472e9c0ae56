import { assertEquals } from "@std/assert";
import { ulpDistance } from "../../../../../core/measure/analyses/change/ulp_distance.ts";
import { CHUNK_ELEMENTS } from "../../../../../core/measure/paired_blocks.ts";
import { float64, makeTensor, tensorOf } from "../../make_tensor.ts";
import { analysePair, analyseTensors } from "../analyse_tensors.ts";
import { testCases } from "../analysis_cases.ts";

// The mean of distances beyond 2^53 is rounded.
testCases(ulpDistance, "change", { relative: 1e-14, absolute: 0 });

const NONE = { same: 0, upto_1: 0, upto_16: 0, upto_256: 0, beyond: 0, left_out: 0 };

function float32(...values: readonly number[]) {
  return tensorOf("float32", Float32Array.from(values));
}

Deno.test("ulpDistance counts the numbers between old and new, across zero too", async () => {
  const up = 1 + 2 ** -23, tiny = 2 ** -149;
  assertEquals(await analysePair(ulpDistance, float32(1, 0, -tiny, 1, 1, NaN), float32(up, -0, tiny, 1.5, 1, 1)), {
    figures: {
      max: 2 ** 22,
      mean: (1 + 2 + 2 ** 22) / 5,
      ...NONE,
      same: 2,
      upto_1: 1,
      upto_16: 1,
      beyond: 1,
      left_out: 1,
    },
  });
});

Deno.test("ulpDistance counts in patterns of float8", async () => {
  const old = makeTensor("float8_e4m3fn", Uint8Array.of(0x38, 0x7f, 0x80)),
    fresh = makeTensor("float8_e4m3fn", Uint8Array.of(0x3a, 0, 0));
  assertEquals(await analysePair(ulpDistance, old, fresh), {
    figures: { max: 2, mean: 1, ...NONE, same: 1, upto_16: 1, left_out: 1 },
  });
});

Deno.test("ulpDistance of NaN alone is null, and says why", async () => {
  const reason = "no pair of numbers";
  assertEquals(await analysePair(ulpDistance, float32(NaN), float32(NaN)), {
    figures: { max: null, mean: null, ...NONE, left_out: 1 },
    unmeasured: { max: reason, mean: reason },
  });
});

Deno.test("ulpDistance leaves out pairs of different types, and does not apply to integers", async () => {
  const { status, reason } = await analyseTensors(ulpDistance, [{ path: "a", old: float32(1), new: float64(1) }]);
  assertEquals([status, reason], ["skipped", "the types differ"]);
  const counts = tensorOf("int32", Int32Array.of(1));
  assertEquals((await analyseTensors(ulpDistance, [{ path: "a", old: counts, new: counts }])).status, "not_applicable");
});

/** A float64 tensor of bit patterns. */
function patterns(...codes: readonly bigint[]) {
  return tensorOf("float64", BigUint64Array.from(codes));
}

Deno.test("ulpDistance counts in float64 exactly, across halves and zero", async () => {
  const old = float64(1, -0, 5e-324, 1, NaN), fresh = float64(1 + 2 ** -52, 0, -5e-324, 1 - 2 ** -53, 1);
  assertEquals(await analysePair(ulpDistance, old, fresh), {
    figures: { max: 2, mean: 1, ...NONE, same: 1, upto_1: 2, upto_16: 1, left_out: 1 },
  });
  const carry = await analysePair(ulpDistance, patterns(0x3ff00000ffffffffn), patterns(0x3ff0000100000001n));
  assertEquals(carry, { figures: { max: 2, mean: 2, ...NONE, upto_16: 1 } });
});

Deno.test("ulpDistance finds the largest of distances that float64 does not tell apart", async () => {
  const base = 1n << 62n, sign = 1n << 63n;
  const old = patterns(...[100n, 120n, 110n, 0n].map((more) => base + more)), fresh = patterns(0n, 0n, 0n, 0n);
  const { figures } = await analysePair(ulpDistance, old, fresh) as { readonly figures: { readonly max: bigint } };
  assertEquals(figures.max, base + 120n);
  const most = 0x7ff0000000000000n; // infinity
  const across = await analysePair(ulpDistance, patterns(most), patterns(sign + most));
  assertEquals(across, { figures: { max: 2n * most, mean: Number(2n * most), ...NONE, beyond: 1 } });
});

Deno.test("ulpDistance keeps the largest distance of an earlier chunk", async () => {
  const elements = CHUNK_ELEMENTS + 1, codes = new BigUint64Array(elements), base = 1n << 60n;
  codes[3] = base + 100n;
  codes[elements - 1] = base + 90n;
  const { figures } = await analysePair(
    ulpDistance,
    tensorOf("float64", codes),
    tensorOf("float64", new BigUint64Array(elements)),
  ) as { readonly figures: { readonly max: bigint } };
  assertEquals(figures.max, base + 100n);
});
