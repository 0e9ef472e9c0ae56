import { assertEquals } from "@std/assert";
import { FormatError, UsageError } from "../../../core/model/errors.ts";
import { note, problemOf, problemText } from "../../../core/model/problem.ts";

/** The line that an error gives. */
function lineOf(error: unknown): string | undefined {
  const problem = problemOf(error, "b.pth");
  return problem && problemText(problem);
}

Deno.test("problemText() names the file, the place and the reason", () => {
  const error = new FormatError("header ends early", { file: "a.npy", place: { offset: 8 } });
  assertEquals(lineOf(error), 'Cannot read "a.npy" at byte 8: header ends early');
  assertEquals(problemText(note("a.json", "odd", { line: 3 })), 'Note on "a.json" at line 3: odd');
});

Deno.test("problemText() does not put one sentence into another", () => {
  assertEquals(lineOf(new UsageError('Cannot compare "a" with "b"')), 'Cannot compare "a" with "b"');
});

Deno.test("problemOf() does not hide a defect", () => {
  assertEquals(lineOf(new RangeError("length")), undefined);
});
