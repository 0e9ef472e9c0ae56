import { assert, assertEquals, assertThrows } from "@std/assert";
import { type CommandOptions, readOptions, type TerminalFacts } from "../../../core/cli/options.ts";
import { parseArguments } from "../../../core/cli/parse_arguments.ts";
import { UsageError } from "../../../core/model/errors.ts";
import { DEFAULT_RENDER_OPTIONS } from "../../../core/render/render_options.ts";

const NO_TERMINAL: TerminalFacts = { isTerminal: false, errorIsTerminal: false, noColor: false };

function options(args: readonly string[] = [], terminal = NO_TERMINAL): CommandOptions {
  return readOptions(parseArguments(args), terminal);
}

Deno.test("readOptions() without flags gives the defaults", () => {
  assertEquals(options(), {
    format: "text",
    render: DEFAULT_RENDER_OPTIONS,
    exit: { exitCode: false, diffOnly: false },
    quiet: false,
    include: [],
    exclude: [],
    plugins: [],
    jobs: navigator.hardwareConcurrency,
    progress: false,
  });
});

Deno.test("readOptions() reads every flag", () => {
  const { format, render, filter, include, exclude, plugins, jobs } = options([
    ...["--format", "yaml", "--top", "3", "--sort", "name", "--precision", "17", "--rtol", "1e-3", "--filter", "^fc"],
    ...["--include", "*.json", "--exclude", "tmp", "--plugin", "a.ts", "--plugin", "b.ts"],
    ...["--show-structure", "--tensor-details", "--verbose", "--jobs", "3"],
  ]);
  assertEquals(jobs, 3);
  assertEquals([format, include, exclude, plugins], ["yaml", ["*.json"], ["tmp"], ["a.ts", "b.ts"]]);
  assertEquals(filter, /^fc/u);
  assertEquals([render.top, render.sort, render.precision, render.tolerance], [3, "name", 17, {
    rtol: 0.001,
    atol: 0,
  }]);
  assert(render.showStructure && render.tensorDetails && render.verbose && !render.diffOnly);
});

Deno.test("readOptions() takes a tolerance of nothing for none", () => {
  assertEquals(options(["--rtol", "0", "--atol", "0"]).render.tolerance, undefined);
});

Deno.test("readOptions() has --quiet imply --exit-code, and --diff-only say what it speaks of", () => {
  assertEquals(options(["--quiet"]).exit, { exitCode: true, diffOnly: false });
  assertEquals(options(["--exit-code", "--diff-only"]).exit, { exitCode: true, diffOnly: true });
});

Deno.test("readOptions() colours on a terminal only, unless told otherwise", () => {
  const color = (when: string[], isTerminal: boolean, noColor = false) =>
    options(when, { ...NO_TERMINAL, isTerminal, noColor }).render.color;
  assertEquals([color([], true), color([], false), color([], true, true)], [true, false, false]);
  assertEquals(color(["--color", "always"], false, true), true);
  assertEquals(color(["--color", "never"], true), false);
});

Deno.test("readOptions() has progress told where standard error is a terminal, unless told otherwise", () => {
  const progress = (errorIsTerminal: boolean, ...args: string[]) =>
    options(args, { ...NO_TERMINAL, isTerminal: !errorIsTerminal, errorIsTerminal }).progress;
  assertEquals([progress(true), progress(false)], [true, false]);
  assertEquals([progress(false, "--progress", "always"), progress(true, "--progress", "never")], [true, false]);
  assertEquals([progress(true, "--quiet"), progress(true, "--quiet", "--progress", "always")], [false, false]);
});

Deno.test("readOptions() takes the width of the terminal", () => {
  assertEquals(readOptions(parseArguments([]), { ...NO_TERMINAL, isTerminal: true, width: 132 }).render.width, 132);
});

Deno.test("readOptions() refuses what is no number, or out of range", () => {
  const refused = (...args: string[]) => assertThrows(() => options(args), UsageError).message;
  assertEquals(refused("--top=-1"), 'Flag "--top" needs a whole number of at least 0: "-1" is none');
  assertEquals(refused("--top", "1.5"), 'Flag "--top" needs a whole number of at least 0: "1.5" is none');
  assertEquals(refused("--precision", "18"), 'Flag "--precision" needs a whole number from 1 to 17: "18" is none');
  for (const text of ["x", " ", "NaN", "Infinity", "1e999", "-1", "1,5"]) {
    assertEquals(refused(`--rtol=${text}`), `Flag "--rtol" needs a number of at least 0: "${text}" is none`);
  }
  assertEquals(refused("--atol=\u001b"), 'Flag "--atol" needs a number of at least 0: "\\x1b" is none');
});

Deno.test("readOptions() refuses what is no regular expression, and says why", () => {
  const { message } = assertThrows(() => options(["--filter", "fc.(weight"]), UsageError);
  assert(message.startsWith('Flag "--filter" needs a regular expression: /fc.(weight/u: '), message);
});
