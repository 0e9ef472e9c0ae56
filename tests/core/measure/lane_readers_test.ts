import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { MINIFLOATS, minifloatTable } from "../../../core/measure/minifloat.ts";
import { measurePair } from "../../../core/measure/tensor_pass.ts";
import type { DTypeName } from "../../../core/model/dtype.ts";
import { checkPair } from "./check_pair.ts";
import { makeTensor } from "./make_tensor.ts";

const OPTIONS = { blockBytes: 1 << 20 };

/** Each narrow type with a value for each of its codes, by a way of its own. */
const NARROW: readonly { name: DTypeName; bytes: 1 | 2 | 4; decode: (code: number) => number }[] = [
  ...MINIFLOATS.filter(({ bits }) => bits >= 8).map((format) => {
    const table = minifloatTable(format);
    const bytes: 1 | 2 = format.bits === 8 ? 1 : 2;
    return { name: format.name as DTypeName, bytes, decode: (code: number) => table[code]! };
  }),
  { name: "float32", bytes: 4, decode: (code) => new Float32Array(Uint32Array.of(code).buffer)[0]! },
  { name: "int32", bytes: 4, decode: (code) => code | 0 },
  { name: "uint32", bytes: 4, decode: (code) => code },
  { name: "int16", bytes: 2, decode: (code) => code << 16 >> 16 },
  { name: "uint16", bytes: 2, decode: (code) => code },
  { name: "int8", bytes: 1, decode: (code) => code << 24 >> 24 },
  { name: "uint8", bytes: 1, decode: (code) => code },
  { name: "bool", bytes: 1, decode: (code) => code ? 1 : 0 },
];

function codesToBytes(codes: readonly number[], bytes: 1 | 2 | 4): Uint8Array {
  const type = bytes === 1 ? Uint8Array : bytes === 2 ? Uint16Array : Uint32Array;
  return new Uint8Array(type.from(codes).buffer);
}

for (const { name, bytes, decode } of NARROW) {
  Deno.test(`measurePair() agrees with exact arithmetic on ${name}`, async () => {
    const most = name === "bool" ? 1 : 2 ** (8 * bytes) - 1;
    const code = fc.oneof(fc.integer({ min: 0, max: most }), fc.constantFrom(0, 1, most, most >>> 1, (most >>> 1) + 1));
    const codes = fc.array(fc.oneof(fc.tuple(code, code), code.map((same) => [same, same] as const)), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(codes, async (pairs) => {
        const old = pairs.map(([a]) => a & most), fresh = pairs.map(([, b]) => b & most);
        const a = old.map((each) => decode(each >>> 0)), b = fresh.map((each) => decode(each >>> 0));
        const [left, right] = [old, fresh].map((side) => makeTensor(name, codesToBytes(side, bytes)));
        const measures = await checkPair(left!, right!, a, b);
        assertEquals(measures.changed_elements, old.filter((each, i) => each !== fresh[i]).length);
        const zeros = a.filter((x, i) => x === 0 && b[i] === 0 && old[i] !== fresh[i]).length;
        const payloads = a.filter((x, i) => Number.isNaN(x) && Number.isNaN(b[i]) && old[i] !== fresh[i]).length;
        assertEquals([measures.signed_zero_changes, measures.nan_payload_changes], [zeros, payloads]);
      }),
      { numRuns: 150, seed: 2 },
    );
  });
}

Deno.test("measurePair() compares packed codes of 6, 4 and 2 bits one by one", async () => {
  for (const name of ["float6_e2m3fn", "float6_e3m2fn", "float4_e2m1fn"] as const) {
    const format = MINIFLOATS.find((each) => each.name === name)!;
    const table = minifloatTable(format);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(table.length - 1), fc.nat(table.length - 1)), { minLength: 1, maxLength: 17 }),
        async (pairs) => {
          const old = pairs.map(([a]) => a), fresh = pairs.map(([, b]) => b);
          const tensors = [old, fresh].map((codes) => makeTensor(name, pack(codes, format.bits), [codes.length]));
          const measures = await checkPair(
            tensors[0]!,
            tensors[1]!,
            old.map((c) => table[c]!),
            fresh.map((c) => table[c]!),
          );
          assertEquals(measures.changed_elements, old.filter((each, i) => each !== fresh[i]).length);
        },
      ),
      { numRuns: 100, seed: 3 },
    );
  }
  const { measures } = await measurePair(
    makeTensor("quint2x4", Uint8Array.of(0b11_10_01_00, 0b01), [5]),
    makeTensor("quint2x4", Uint8Array.of(0b11_10_11_00, 0b11), [5]),
    OPTIONS,
  );
  assertEquals([measures!.changed_elements, measures!.max_abs, measures!.max_abs_index], [2, 2, [1]]);
});

/** Codes of a few bits as bytes, the first in the lowest bits; the rest of the last byte is ones. */
function pack(codes: readonly number[], bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(codes.length * bits / 8)).fill(0);
  codes.forEach((code, i) => {
    for (let bit = 0; bit < bits; bit++) {
      if (code >> bit & 1) bytes[(i * bits + bit) >> 3]! |= 1 << ((i * bits + bit) & 7);
    }
  });
  for (let bit = codes.length * bits; bit < bytes.length * 8; bit++) bytes[bit >> 3]! |= 1 << (bit & 7);
  return bytes;
}
