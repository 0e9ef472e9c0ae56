import { assertEquals } from "@std/assert";
import { ProgressLine } from "../../../core/cli/progress_line.ts";
import { OutputError } from "../../../core/model/errors.ts";

/** A terminal, or a log, and a clock that tests turn. */
function createScreen(errorIsTerminal: boolean, columns = 80) {
  const shown: string[] = [];
  const screen = {
    errorIsTerminal,
    errorColumns: () => columns,
    showStatus: (text: string, width: number) => void shown.push(`${text}|${width}`),
    warn: (message: string) => void shown.push(message),
  };
  let time = 0;
  const line = new ProgressLine(screen, 0, () => time);
  /** Tells progress every 50 ms up to a time, at 1000 bytes a second. */
  const runTo = (end: number) => {
    for (; time <= end; time += 50) line.show({ name: "fc.weight", doneBytes: time, totalBytes: 100_000 });
  };
  return { shown, screen, runTo };
}

Deno.test("ProgressLine shows nothing in the first second", () => {
  const { shown, runTo } = createScreen(true);
  runTo(950);
  assertEquals(shown, []);
  runTo(1000);
  assertEquals(shown, ["1000 B of 97.7 KiB  1000 B/s  1 min 39 s left  fc.weight|56"]);
});

Deno.test("ProgressLine draws at most seven times a second, below the terminal's last column", () => {
  const { shown, runTo } = createScreen(true, 20);
  runTo(11_000);
  assertEquals(shown.length, 1 + 10_000 / 150 | 0);
  assertEquals(shown.at(-1), "10.6 of 97.7 KiB|16");
});

Deno.test("ProgressLine writes a line every ten seconds where there is no terminal", () => {
  const { shown, runTo } = createScreen(false);
  runTo(31_000);
  assertEquals(shown, [
    "1000 B of 97.7 KiB  1000 B/s  1 min 39 s left  fc.weight",
    "10.7 of 97.7 KiB  1000 B/s  1 min 29 s left  fc.weight",
    "20.5 of 97.7 KiB  1000 B/s  1 min 19 s left  fc.weight",
    "30.3 of 97.7 KiB  1000 B/s  1 min 9 s left  fc.weight",
  ]);
});

Deno.test("ProgressLine lets the work go on when it cannot be written", () => {
  const { screen, runTo } = createScreen(false);
  screen.warn = () => {
    throw new OutputError("Cannot write the output: No space left on device");
  };
  runTo(1000);
});
