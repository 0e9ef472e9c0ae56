import { assertEquals } from "@std/assert";
import { createKernel } from "../../../core/measure/kernel/kernel.ts";
import { measurePairFast } from "../../../core/measure/kernel/kernel_pass.ts";
import { measurePair } from "../../../core/measure/tensor_pass.ts";
import type { DTypeName } from "../../../core/model/dtype.ts";
import type { PairMeasures } from "../../../core/model/measures.ts";
import { makeTensor } from "./make_tensor.ts";

/** What torch's casts are, by fixtures/make/casts.py. */
interface Case extends Pick<PairMeasures, "cast_mismatches" | "cast_rounding"> {
  readonly name: string;
  readonly dtypes: readonly [DTypeName, DTypeName];
  readonly old: string;
  readonly new: string;
}

const OPTIONS = { blockBytes: 1 << 20 };
const FIXTURE = new URL("../../../fixtures/measures/casts.json", import.meta.url);
const { cases } = JSON.parse(Deno.readTextFileSync(FIXTURE)) as { readonly cases: readonly Case[] };

for (const { name, dtypes, cast_mismatches, cast_rounding, ...sides } of cases) {
  Deno.test(`measurePair() and the kernel tell casts as torch makes them: ${name}`, async () => {
    const old = makeTensor(dtypes[0], Uint8Array.fromBase64(sides.old));
    const fresh = makeTensor(dtypes[1], Uint8Array.fromBase64(sides.new));
    for (
      const { measures } of [await measurePair(old, fresh, OPTIONS), await measurePairFast(createKernel(), old, fresh)]
    ) {
      assertEquals([measures!.cast_mismatches, measures!.cast_rounding], [cast_mismatches, cast_rounding]);
    }
  });
}

Deno.test("measurePair() tells no cast of types that hold all of the old one", async () => {
  const narrow = makeTensor("bfloat16", new Uint8Array(8)), wide = makeTensor("float32", new Uint8Array(16));
  for (const [old, fresh] of [[narrow, wide], [wide, wide]] as const) {
    const { measures } = await measurePair(old, fresh, OPTIONS);
    assertEquals("cast_mismatches" in measures!, false);
  }
});
