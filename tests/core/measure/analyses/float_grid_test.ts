import { assertEquals } from "@std/assert";
import { floatGrid } from "../../../../core/measure/analyses/float_grid.ts";
import { lanesOf } from "../../../../core/measure/lanes.ts";
import { dtype, type DTypeName } from "../../../../core/model/dtype.ts";
import { readAdapterFacts } from "./adapters/adapter_fixtures.ts";

const { roundings: { values, rounded } } = await readAdapterFacts();

function decode(name: DTypeName, text: string): Float64Array {
  const bytes = Uint8Array.fromBase64(text), count = bytes.length * 8 / dtype(name).bits;
  const numbers = new Float64Array(count);
  lanesOf({ dtype: dtype(name), shape: [count] })!.read(bytes, 0, count, numbers);
  return numbers;
}

for (const [name, text] of Object.entries(rounded)) {
  Deno.test(`floatGrid() rounds to ${name} as torch casts`, () => {
    const { round } = floatGrid(dtype(name as DTypeName))!;
    assertEquals(decode("float32", values).map(round), decode(name as DTypeName, text));
  });
}

Deno.test("floatGrid() knows how far numbers are apart, also below the smallest normal one", () => {
  const apart = (name: DTypeName, value: number) => floatGrid(dtype(name))!.ulp(value);
  assertEquals([apart("float64", 1), apart("float64", 0), apart("float64", 1.5)], [2 ** -52, 2 ** -1074, 2 ** -52]);
  assertEquals([apart("float32", 1), apart("float32", 1e-45), apart("float32", -2)], [2 ** -23, 2 ** -149, 2 ** -22]);
  assertEquals([apart("float16", 1), apart("float16", 1e-7)], [2 ** -10, 2 ** -24]);
});

Deno.test("floatGrid() has none for integers and types without infinities or NaN of their own", () => {
  const none = ["int8", "float8_e4m3fnuz", "float4_e2m1fn", "float8_e8m0fnu", "float128"] as const;
  assertEquals(none.map((name) => floatGrid(dtype(name))), none.map(() => undefined));
});
