import { assertEquals, assertThrows } from "@std/assert";
import { createTerminal, type OutputStream } from "../../../core/cli/terminal.ts";
import { OutputError } from "../../../core/model/errors.ts";

/** A stream whose calls take so many bytes each or throw, one after the other; the last answer stays. */
function createStream(answers: readonly (number | Error)[]): OutputStream & { written: string } {
  let calls = 0;
  const stream = {
    written: "",
    isTerminal: () => false,
    writeSync(bytes: Uint8Array) {
      const answer = answers[Math.min(calls++, answers.length - 1)]!;
      if (answer instanceof Error) throw answer;
      stream.written += new TextDecoder().decode(bytes.subarray(0, answer));
      return Math.min(answer, bytes.length);
    },
  };
  return stream;
}

const NOTHING = createStream([0]);

Deno.test("createTerminal() writes all of a text to a stream that takes a part, or nothing for a while", () => {
  const stdout = createStream([3, new Deno.errors.WouldBlock("full"), 2, 1]);
  createTerminal({ stdout, stderr: NOTHING }).print("a whole text");
  assertEquals(stdout.written, "a whole text");
});

Deno.test("createTerminal() is quiet when the reader went away", () => {
  const stdout = createStream([2, new Deno.errors.BrokenPipe("gone")]);
  createTerminal({ stdout, stderr: NOTHING }).print("a whole text");
  assertEquals(stdout.written, "a ");
});

Deno.test("createTerminal() says why output cannot be written", () => {
  const stdout = createStream([new Error("No space left on device")]);
  const terminal = createTerminal({ stdout, stderr: NOTHING });
  assertThrows(() => terminal.print("a"), OutputError, "Cannot write the output: No space left on device");
});

Deno.test("createTerminal() warns in one line, whatever a message holds", () => {
  const stderr = createStream([1000]);
  createTerminal({ stdout: NOTHING, stderr }).warn("a\nb\x1b[31m");
  assertEquals(stderr.written, "diffai: a\\nb\\x1b[31m\n");
});

Deno.test("createTerminal() shows a status over the one before, and takes it away before it writes", () => {
  const both = createStream([1000]);
  const terminal = createTerminal({ stdout: both, stderr: both });
  terminal.showStatus("12 of 40", 8);
  terminal.showStatus("9 left", 6);
  terminal.warn("a");
  terminal.showStatus("\u5c64", 2);
  terminal.print("report");
  terminal.print("more");
  const drawn = ["\r12 of 40", "\r9 left  ", "\r      \r", "diffai: a\n", "\r\u5c64", "\r  \r", "report", "more"];
  assertEquals(both.written, drawn.join(""));
});

Deno.test("createTerminal() takes a status away that cannot be written for shown", () => {
  const stderr = createStream([new Error("No space left on device")]);
  createTerminal({ stdout: NOTHING, stderr }).showStatus("12 of 40", 8);
});

Deno.test("createTerminal() knows a terminal's columns, unless it has none", () => {
  const stdout = { ...createStream([0]), isTerminal: () => true };
  const width = (columns: number) => createTerminal({ stdout, stderr: NOTHING }, () => ({ columns })).width;
  assertEquals([width(132), width(0)], [132, undefined]);
  const errorColumns = (columns: number) =>
    createTerminal({ stdout: NOTHING, stderr: NOTHING }, () => ({ columns })).errorColumns();
  assertEquals([errorColumns(132), errorColumns(0)], [132, 80]);
});
