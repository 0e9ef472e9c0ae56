import { assertEquals } from "@std/assert";
import { equalDecimals, LONGEST_NUMBER, parseDecimal } from "../../../core/model/decimal.ts";
import { floatScalar, numberScalar } from "../../../core/model/number_scalar.ts";

Deno.test("parseDecimal() gives one form for all spellings of a number", () => {
  const same = ["10", "10.0", "1e1", "1.0E+01", "+010.", "100e-1", "0.1e2"];
  for (const text of same) assertEquals(parseDecimal(text), { negative: false, digits: "1", exponent: 1 }, text);
  assertEquals(parseDecimal("-0.00"), { negative: false, digits: "0", exponent: 0 });
});

Deno.test("parseDecimal() refuses what is not a decimal number", () => {
  for (const text of ["", ".", "-", "e5", "1e", "0x10", "1_000", "1,5", "inf", " 1", "1 ", "1e1.5"]) {
    assertEquals(parseDecimal(text), null, text);
  }
  assertEquals(parseDecimal("1".repeat(LONGEST_NUMBER + 1)), null);
});

Deno.test("equalDecimals() tells apart what float64 does not", () => {
  assertEquals(equalDecimals(parseDecimal("9007199254740993")!, parseDecimal("9007199254740992")!), false);
  assertEquals(equalDecimals(parseDecimal("1")!, parseDecimal("-1")!), false);
  assertEquals(equalDecimals(parseDecimal("1e400")!, parseDecimal("10e399")!), true);
});

Deno.test("numberScalar() gives integers, exact ones beyond 2^53", () => {
  assertEquals(numberScalar("-9007199254740993").value, -9007199254740993n);
  assertEquals(numberScalar("9007199254740992").value, 9007199254740992n);
  assertEquals(numberScalar("9007199254740991").value, 9007199254740991);
  assertEquals(numberScalar("-0"), { kind: "scalar", type: "int", value: 0 });
});

Deno.test("numberScalar() keeps the spelling of a float exactly where float64 loses digits", () => {
  const kept = [
    "0.1",
    "10.0",
    "1e-4",
    "5e-324",
    "1.7976931348623157e308",
    "0.30000000000000004",
    "-0.0",
    "1e22",
    "0e5",
  ];
  for (const text of kept) {
    assertEquals(numberScalar(text), { kind: "scalar", type: "float", value: Number(text) }, text);
  }
  const lost = ["0.10000000000000000555", "1e400", "-1e400", "1e-400", "9007199254740993.0", "0.30000000000000001"];
  for (const literal of lost) {
    assertEquals(numberScalar(literal), { kind: "scalar", type: "float", value: Number(literal), literal }, literal);
  }
  assertEquals(floatScalar("9007199254740993").type, "float");
});
