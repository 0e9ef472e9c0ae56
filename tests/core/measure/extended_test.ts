import { assertEquals } from "@std/assert";
import { measurePair } from "../../../core/measure/tensor_pass.ts";
import { float64, makeTensor } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20 };

/** x86 extended numbers by significand, exponent and sign, with garbage in the padding. */
function extended(...numbers: readonly [significand: bigint, top: number][]): Uint8Array {
  const bytes = new Uint8Array(16 * numbers.length).map((_, i) => i * 37 & 255);
  const view = new DataView(bytes.buffer);
  numbers.forEach(([significand, top], i) => {
    view.setBigUint64(i * 16, significand, true);
    view.setUint16(i * 16 + 8, top, true);
  });
  return bytes;
}

const TOP_BIT = 1n << 63n;

Deno.test("measurePair() sees the last bit of float128, which float64 does not hold", async () => {
  const one: [bigint, number] = [TOP_BIT, 0x3fff], above: [bigint, number] = [TOP_BIT + 1n, 0x3fff];
  const old = makeTensor("float128", extended(one, one)), fresh = makeTensor("float128", extended(one, above));
  const { measures } = await measurePair(old, fresh, OPTIONS);
  assertEquals([measures!.changed_elements, measures!.max_abs, measures!.max_abs_index], [1, 2 ** -63, [1]]);
  const cast = await measurePair(fresh, float64(1, 1), OPTIONS);
  assertEquals([cast.measures!.changed_elements, cast.measures!.max_abs], [1, 2 ** -63]);
});

Deno.test("measurePair() leaves out the padding of float128", async () => {
  const bytes = extended([TOP_BIT, 0x4000], [0n, 0x8000], [TOP_BIT, 0x7fff], [TOP_BIT | 1n, 0x7fff]);
  const other = bytes.map((byte, i) => i % 16 < 10 ? byte : ~byte);
  const { measures, old } = await measurePair(makeTensor("float128", bytes), makeTensor("float128", other), OPTIONS);
  assertEquals(measures!.changed_elements, 0);
  assertEquals([old!.max, old!.min, old!.pos_inf, old!.nan, old!.zeros], [2, -0, 1, 1, 1]);
  const complex = await measurePair(makeTensor("complex256", bytes), makeTensor("complex256", other), OPTIONS);
  assertEquals([complex.measures!.changed_elements, complex.measures!.left_out_elements], [0, 1]);
});
