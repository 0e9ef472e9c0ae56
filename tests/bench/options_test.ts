import { assertEquals, assertThrows } from "@std/assert";
import { readBenchOptions } from "../../bench/options.ts";
import { ROWS } from "../../bench/rows.ts";
import { UsageError } from "../../core/model/errors.ts";

Deno.test("readBenchOptions() measures everything by default", () => {
  assertEquals(readBenchOptions([]), { rows: ROWS, rounds: 9, quick: false, save: false });
});

Deno.test("readBenchOptions() reads every flag, rows in the order of the page", () => {
  const args = ["--only", "twice", "--only=float32", "--rounds", "3", "--python", "p", "--program", "d", "--save"];
  const { rows, ...others } = readBenchOptions(args);
  assertEquals(rows.map(({ id }) => id), ["float32", "twice"]);
  assertEquals(others, { rounds: 3, python: "p", program: "d", quick: false, save: true });
});

const REFUSED: readonly (readonly [readonly string[], string])[] = [
  [["--only", "flaot32"], 'No such row: "flaot32"'],
  [["--rounds", "0"], '"0" is none'],
  [["--rounds", "many"], '"many" is none'],
  [["--fast"], 'No such flag: "--fast"'],
  [["float32"], 'No such flag: "float32"'],
  [["--quick", "--save"], "Flag --save needs a full run"],
];

for (const [args, message] of REFUSED) {
  Deno.test(`readBenchOptions() refuses ${args.join(" ")}`, () => {
    assertThrows(() => readBenchOptions(args), UsageError, message);
  });
}
