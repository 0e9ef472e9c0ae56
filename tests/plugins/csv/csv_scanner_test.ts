import { assertEquals } from "@std/assert";
import { CsvParseStream, stringify } from "@std/csv";
import fc from "fast-check";
import { CsvScanner } from "../../../plugins/csv/csv_scanner.ts";
import { createTestContext } from "../load_text.ts";

function scan(text: string, delimiter = ",", pieceLength = text.length || 1): { rows: string[][]; lines: number[] } {
  const rows: string[][] = [], lines: number[] = [];
  const scanner = new CsvScanner(delimiter, createTestContext("a.csv"), (cells, line) => {
    rows.push(cells);
    lines.push(line);
  });
  for (let i = 0; i < text.length; i += pieceLength) scanner.push(text.slice(i, i + pieceLength));
  scanner.finish();
  return { rows, lines };
}

const CELL = fc.string({ unit: fc.constantFrom("a", "1", " ", ",", ";", '"', "\n", "\r\n", "ü", "😀"), maxLength: 6 });
// A row of one empty cell is written as an empty line, which is a row without cells.
const ROW = fc.array(CELL, { minLength: 1, maxLength: 4 }).filter((row) => row.length > 1 || row[0] !== "");

Deno.test("CsvScanner reads what @std/csv writes, in pieces of any length", () => {
  fc.assert(fc.property(fc.array(ROW, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (rows, pieceLength) => {
    assertEquals(scan(stringify(rows), ",", pieceLength).rows, rows);
  }));
});

Deno.test("CsvScanner agrees with CsvParseStream, apart from empty lines and CR in quotes", async () => {
  await fc.assert(fc.asyncProperty(fc.array(ROW, { maxLength: 6 }), async (rows) => {
    const text = stringify(rows, { separator: ";" });
    const expected = await Array.fromAsync(
      ReadableStream.from([text]).pipeThrough(new CsvParseStream({ separator: ";" })),
    );
    const actual = scan(text, ";").rows.map((row) => row.map((cell) => cell.replaceAll("\r\n", "\n")));
    assertEquals(actual, expected);
  }));
});

Deno.test("CsvScanner ends rows with LF, CRLF and CR, in pieces of any length", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = ["a,b", "1,", "", ",2", '"x"', ""].join(end);
    for (const pieceLength of [1, 2, 3, 100]) {
      const { rows, lines } = scan(text, ",", pieceLength);
      assertEquals(rows, [["a", "b"], ["1", ""], [], ["", "2"], ["x"]]);
      assertEquals(lines, [1, 2, 3, 4, 5]);
    }
  }
});

Deno.test("CsvScanner keeps line ends in quoted cells and counts them as lines", () => {
  for (const pieceLength of [1, 2, 3, 100]) {
    const { rows, lines } = scan('"a\r\nb\rc\nd",1\nx,"y\n"\r\nlast,1', ",", pieceLength);
    assertEquals(rows, [["a\r\nb\rc\nd", "1"], ["x", "y\n"], ["last", "1"]]);
    assertEquals(lines, [1, 5, 7]);
  }
});

Deno.test("CsvScanner reads quotes as Python does", () => {
  assertEquals(scan('"",""""\n').rows, [["", '"']]);
  assertEquals(scan('5" pipe,a"b"\n').rows, [['5" pipe', 'a"b"']]);
  assertEquals(scan('"a"b,"c" ,"d""e"f\n').rows, [["ab", "c ", 'd"ef']]);
});

Deno.test("CsvScanner gives a last row without a line end, and none for an empty text", () => {
  assertEquals(scan("a,").rows, [["a", ""]]);
  assertEquals(scan('"a"').rows, [["a"]]);
  assertEquals(scan("").rows, []);
  assertEquals(scan("\n").rows, [[]]);
});
