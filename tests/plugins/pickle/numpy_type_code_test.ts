import { assertEquals } from "@std/assert";
import { isObjectCode, parseTypeCode } from "../../../plugins/pickle/numpy_type_code.ts";

Deno.test("parseTypeCode() knows name, size, byte order and what is swapped", () => {
  const cases: readonly (readonly [string, string, number, boolean, number])[] = [
    ["|b1", "bool", 1, false, 1],
    ["<f2", "float16", 2, false, 2],
    [">f4", "float32", 4, true, 4],
    ["=f8", "float64", 8, false, 8],
    ["<f16", "float128", 16, false, 16],
    [">c16", "complex128", 16, true, 8],
    ["<c32", "complex256", 32, false, 16],
    [">u8", "uint64", 8, true, 8],
    ["|S5", "bytes[5]", 5, false, 1],
    [">U3", "str[3]", 12, true, 4],
    ["|V7", "void[7]", 7, false, 1],
    ["<M8[ns]", "datetime64[ns]", 8, false, 8],
    [">m8[25us]", "timedelta64[25us]", 8, true, 8],
    ["<M8", "datetime64", 8, false, 8],
  ];
  for (const [code, name, itemBytes, bigEndian, componentBytes] of cases) {
    const type = parseTypeCode(code);
    assertEquals(type?.dtype.name, name, code);
    assertEquals(type?.dtype.bits, itemBytes * 8, code);
    assertEquals(
      [type?.itemBytes, type?.bigEndian, type?.componentBytes],
      [itemBytes, bigEndian, componentBytes],
      code,
    );
  }
});

Deno.test("parseTypeCode() refuses what it does not know", () => {
  for (
    const code of ["", "f", "<f3", "<f12", "z9", "<i16", "O", "T16", "toString", "<M4[ns]", "|V99999999999", "<f4 "]
  ) {
    assertEquals(parseTypeCode(code), undefined, code);
  }
});

Deno.test("isObjectCode() tells Python objects", () => {
  assertEquals(["|O", "O", "|O8", "<f4", "OO"].map(isObjectCode), [true, true, true, false, false]);
});
