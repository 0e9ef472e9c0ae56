import { assertEquals } from "@std/assert";
import type { Cell } from "../../../core/model/table.ts";
import { cellReader } from "../../../plugins/numpy/cells.ts";
import { parseTypeCode } from "../../../plugins/pickle/numpy_type_code.ts";
import { fromHex } from "../load_fixture.ts";

function cell(code: string, hex: string): Cell {
  const bytes = fromHex(`ff${hex}`);
  return cellReader(parseTypeCode(code)!)(new DataView(bytes.buffer), 1);
}

Deno.test("cellReader() reads every kind in both byte orders", () => {
  const cases: readonly (readonly [string, string, Cell])[] = [
    ["|b1", "01", true],
    ["|i1", "ff", -1],
    ["<i2", "0180", -32767],
    [">i2", "8001", -32767],
    [">u4", "fffffffe", 4294967294],
    ["<i8", "feffffffffffffff", -2],
    ["<u8", "ffffffffffffffff", 2n ** 64n - 1n],
    [">f2", "3c00", 1],
    ["<f4", "0000c03f", 1.5],
    [">f8", "c000000000000000", -2],
    ["|S3", "61e900", "aé"],
    ["|V2", "0aff", "0aff"],
    [">U2", "0001f60000000000", "😀"],
    ["<M8[s]", "0000000000000000", "1970-01-01T00:00:00"],
    ["<M8[D]", "0000000000000080", "NaT"],
  ];
  for (const [code, hex, value] of cases) assertEquals(cell(code, hex), value, code);
});
