import { assertEquals } from "@std/assert";
import { MINIFLOATS, minifloatTable } from "../../../core/measure/minifloat.ts";

function table(name: string): number[] {
  return [...minifloatTable(MINIFLOATS.find((format) => format.name === name)!)];
}

Deno.test("minifloatTable() has the values of float4 in the Microscaling specification", () => {
  const positive = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
  assertEquals(table("float4_e2m1fn"), [...positive, ...positive.map((value) => -value)]);
});

// Least subnormal, least normal, largest finite, and how many codes are NaN and infinite, by each format's specification.
const LANDMARKS = {
  float16: [2 ** -24, 2 ** -14, 65504, 2046, 2],
  bfloat16: [2 ** -133, 2 ** -126, 3.3895313892515355e38, 254, 2],
  float8_e5m2: [2 ** -16, 2 ** -14, 57344, 6, 2],
  float8_e4m3fn: [2 ** -9, 2 ** -6, 448, 2, 0],
  float8_e5m2fnuz: [2 ** -17, 2 ** -15, 57344, 1, 0],
  float8_e4m3fnuz: [2 ** -10, 2 ** -7, 240, 1, 0],
  float8_e8m0fnu: [2 ** -127, 2 ** -126, 2 ** 127, 1, 0],
  float6_e2m3fn: [2 ** -3, 1, 7.5, 0, 0],
  float6_e3m2fn: [2 ** -4, 2 ** -2, 28, 0, 0],
  float4_e2m1fn: [2 ** -1, 1, 6, 0, 0],
} as const;

Deno.test("minifloatTable() has each format's landmarks", () => {
  for (const format of MINIFLOATS) {
    const values = [...minifloatTable(format)];
    const finite = values.filter(Number.isFinite);
    const positive = finite.filter((value) => value > 0).toSorted((a, b) => a - b);
    const [subnormal, normal, largest, nan, infinite] = LANDMARKS[format.name as keyof typeof LANDMARKS];
    assertEquals([positive[0], positive.at(-1)], [subnormal, largest], format.name);
    assertEquals(positive.includes(normal), true, format.name);
    assertEquals(values.filter(Number.isNaN).length, nan, format.name);
    assertEquals(values.length - finite.length - nan, infinite, format.name);
  }
});

Deno.test("minifloatTable() is symmetric and keeps the sign of zero", () => {
  for (const format of MINIFLOATS.filter(({ specials }) => specials !== "e8m0" && specials !== "fnuz")) {
    const values = [...minifloatTable(format)], half = values.length / 2;
    assertEquals(values.slice(half), values.slice(0, half).map((value) => -value), format.name);
  }
});
