import { assert, assertEquals, assertRejects } from "@std/assert";
import { type CommandOptions, readOptions, type TerminalFacts } from "../../../core/cli/options.ts";
import { parseArguments } from "../../../core/cli/parse_arguments.ts";
import { UsageError } from "../../../core/model/errors.ts";
import { DEFAULT_RENDER_OPTIONS } from "../../../core/render/render_options.ts";

const NO_TERMINAL: TerminalFacts = { isTerminal: false, errorIsTerminal: false, noColor: false };

async function options(args: readonly string[] = [], terminal = NO_TERMINAL): Promise<CommandOptions> {
  return readOptions(await parseArguments(args), terminal);
}

Deno.test("readOptions() without flags gives the defaults", async () => {
  assertEquals(await options(), {
    format: "text",
    render: DEFAULT_RENDER_OPTIONS,
    exit: { exitCode: false, diffOnly: false },
    quiet: false,
    include: [],
    exclude: [],
    plugins: [],
    analyses: [],
    jobs: navigator.hardwareConcurrency,
    progress: false,
  });
});

Deno.test("readOptions() reads every flag", async () => {
  const { format, render, filter, include, exclude, plugins, jobs } = await options([
    ...["--format", "yaml", "--top", "3", "--sort", "name", "--precision", "17", "--rtol", "1e-3", "--filter", "^fc"],
    ...["--include", "*.json", "--exclude", "tmp", "--plugin", "a.ts", "--plugin", "b.ts"],
    ...["--show-structure", "--tensor-details", "--show-size-reduction", "--verbose", "--jobs", "3"],
  ]);
  assertEquals(jobs, 3);
  assertEquals([format, include, exclude, plugins], ["yaml", ["*.json"], ["tmp"], ["a.ts", "b.ts"]]);
  assertEquals(filter, /^fc/u);
  assertEquals([render.top, render.sort, render.precision, render.tolerance], [3, "name", 17, {
    rtol: 0.001,
    atol: 0,
  }]);
  assert(
    render.showStructure && render.tensorDetails && render.showSizeReduction && render.verbose && !render.diffOnly,
  );
});

Deno.test("readOptions() takes a tolerance of nothing for none", async () => {
  assertEquals((await options(["--rtol", "0", "--atol", "0"])).render.tolerance, undefined);
});

Deno.test("readOptions() has --quiet imply --exit-code, and --diff-only say what it speaks of", async () => {
  assertEquals((await options(["--quiet"])).exit, { exitCode: true, diffOnly: false });
  assertEquals((await options(["--exit-code", "--diff-only"])).exit, { exitCode: true, diffOnly: true });
});

Deno.test("readOptions() colours on a terminal only, unless told otherwise", async () => {
  const color = async (when: string[], isTerminal: boolean, noColor = false) =>
    (await options(when, { ...NO_TERMINAL, isTerminal, noColor })).render.color;
  assertEquals([await color([], true), await color([], false), await color([], true, true)], [true, false, false]);
  assertEquals(await color(["--color", "always"], false, true), true);
  assertEquals(await color(["--color", "never"], true), false);
});

Deno.test("readOptions() has progress told where standard error is a terminal, unless told otherwise", async () => {
  const progress = async (errorIsTerminal: boolean, ...args: string[]) =>
    (await options(args, { ...NO_TERMINAL, isTerminal: !errorIsTerminal, errorIsTerminal })).progress;
  assertEquals([await progress(true), await progress(false)], [true, false]);
  assertEquals([await progress(false, "--progress", "always"), await progress(true, "--progress", "never")], [
    true,
    false,
  ]);
  assertEquals([await progress(true, "--quiet"), await progress(true, "--quiet", "--progress", "always")], [
    false,
    false,
  ]);
});

Deno.test("readOptions() takes the width of the terminal", async () => {
  assertEquals((await options([], { ...NO_TERMINAL, isTerminal: true, width: 132 })).render.width, 132);
});

Deno.test("readOptions() refuses what is no number, or out of range", async () => {
  const refused = async (...args: string[]) => (await assertRejects(() => options(args), UsageError)).message;
  assertEquals(await refused("--top=-1"), 'Flag "--top" needs a whole number of at least 0: "-1" is none');
  assertEquals(await refused("--top", "1.5"), 'Flag "--top" needs a whole number of at least 0: "1.5" is none');
  assertEquals(
    await refused("--precision", "18"),
    'Flag "--precision" needs a whole number from 1 to 17: "18" is none',
  );
  for (const text of ["x", " ", "NaN", "Infinity", "1e999", "-1", "1,5"]) {
    assertEquals(await refused(`--rtol=${text}`), `Flag "--rtol" needs a number of at least 0: "${text}" is none`);
  }
  assertEquals(await refused("--analyses", " , "), 'Flag "--analyses" names no analysis');
  assertEquals(await refused("--atol=\u001b"), 'Flag "--atol" needs a number of at least 0: "\\x1b" is none');
});

Deno.test("readOptions() refuses what is no regular expression, and says why", async () => {
  const { message } = await assertRejects(() => options(["--filter", "fc.(weight"]), UsageError);
  assert(message.startsWith('Flag "--filter" needs a regular expression: /fc.(weight/u: '), message);
});
