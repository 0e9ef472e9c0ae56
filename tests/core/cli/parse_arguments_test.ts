import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../../core/model/errors.ts";
import { quote } from "../../../core/model/escape.ts";
import { FLAGS } from "../../../core/cli/flags.ts";
import { parseArguments } from "../../../core/cli/parse_arguments.ts";

type Parsed = [operands: readonly string[], flags: Record<string, unknown>];

/** Operands and flags of a command line. */
async function parse(...args: readonly string[]): Promise<Parsed> {
  const { operands, flags } = await parseArguments(args);
  return [operands, Object.fromEntries(flags)];
}

async function assertRefused(args: readonly string[], message: string): Promise<void> {
  assertEquals((await assertRejects(() => parseArguments(args), UsageError)).message, message);
}

Deno.test("parseArguments() takes values after a space and after an equals sign", async () => {
  const expected: Parsed = [["a", "b"], { format: ["json"], top: ["5"] }];
  assertEquals(await parse("a", "--format", "json", "b", "--top=5"), expected);
  assertEquals(await parse("--output=json", "a", "--top", "5", "b"), expected);
  assertEquals(await parse("--filter=a=b"), [[], { filter: ["a=b"] }]);
  assertEquals(await parse("--filter=-x"), [[], { filter: ["-x"] }]);
});

Deno.test("parseArguments() takes short flags, alone and together", async () => {
  assertEquals(await parse("-q", "a"), [["a"], { quiet: true }]);
  assertEquals(await parse("-rqv"), [[], { recursive: true, quiet: true, verbose: true }]);
  assertEquals(await parse("-qo", "json"), [[], { quiet: true, format: ["json"] }]);
  assertEquals(await parse("-o=yaml"), [[], { format: ["yaml"] }]);
});

Deno.test("parseArguments() leaves operands as they are", async () => {
  assertEquals(await parse("007", "1e3", "-"), [["007", "1e3", "-"], {}]);
  assertEquals(await parse("a", "--", "--quiet", "-x", "--"), [["a", "--quiet", "-x", "--"], {}]);
});

Deno.test("parseArguments() collects flags that may be repeated, and no others", async () => {
  assertEquals(await parse("--include", "a", "--include=b"), [[], { include: ["a", "b"] }]);
  assertEquals(await parse("--quiet", "-q"), [[], { quiet: true }]);
  await assertRefused(["--format", "json", "-o", "yaml"], 'Flag "--format" is given 2 times: once is all it takes');
});

Deno.test("parseArguments() refuses unknown flags and suggests the nearest", async () => {
  await assertRefused(["--diffonly"], 'Unknown flag "--diffonly": did you mean "--diff-only"?');
  await assertRefused(["--ouput", "json"], 'Unknown flag "--ouput": did you mean "--output"?');
  await assertRefused(["--no-quiet"], 'Unknown flag "--no-quiet": did you mean "--quiet"?');
  for (const flag of ["-x", "-5", "---", "--__proto__", "--constructor", "--training-readiness", "--\u001b[31m"]) {
    for (const argument of [flag, `${flag}=secret`]) {
      const { message } = await assertRejects(() => parseArguments([argument]), UsageError);
      assert(message.startsWith(`Unknown flag ${quote(flag)}`) && !message.includes("secret"), message);
    }
  }
});

Deno.test("parseArguments() does not take what is like no flag for one that is meant", async () => {
  for (const flag of ["--training-readiness", "--constructor"]) {
    const { message } = await assertRejects(() => parseArguments([flag]), UsageError);
    assertMatch(message, new RegExp(`^Unknown flag "${flag}": the nearest is "--[a-z-]+"$`));
  }
});

Deno.test("parseArguments() refuses a missing value", async () => {
  await assertRefused(["--top"], 'Flag "--top" needs a value: N');
  await assertRefused(["--top="], 'Flag "--top" needs a value: N');
  const dash = 'Flag "--top" needs a value: N; one that begins with a dash follows a "="';
  await assertRefused(["--top", "--quiet"], dash);
  await assertRefused(["--top", "-5"], dash);
  await assertRefused(["--top", "--", "5"], dash);
  await assertRefused(["-o"], 'Flag "--format" needs a value: FORMAT');
});

Deno.test("parseArguments() refuses a value for a flag that takes none", async () => {
  await assertRefused(["--quiet=false"], 'Flag "--quiet" takes no value: "--quiet=false"');
  await assertRefused(["-q=1"], 'Flag "--quiet" takes no value: "-q=1"');
  await assertRefused(["-rq="], 'Flag "--quiet" takes no value: "-rq="');
  assertEquals(await parse("--", "--quiet=false"), [["--quiet=false"], {}]);
});

Deno.test("parseArguments() tells a format from a file name", async () => {
  const hint = (file: string) =>
    `Flag "--output" names a format, not a file: for a file write "> ${file}" and choose from text, json, yaml`;
  await assertRefused(["--output", "report.json"], hint("report.json"));
  await assertRefused(["--format", "out/report"], hint("out/report"));
  await assertRefused(["--format", "xml"], 'Flag "--format" does not know "xml": choose from text, json, yaml');
  await assertRefused(["--format", "JSON"], 'Flag "--format" does not know "JSON": choose from text, json, yaml');
});

Deno.test("parseArguments() gives operands or a usage error for any words", async () => {
  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom("-", "=", "q", "o", "t", "0", ".", " ") }),
    fc.constantFrom(...FLAGS.map(({ name }) => `--${name}`), "--", "-q", "-o", "json", "5"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (args) => {
      try {
        const { operands, flags } = await parseArguments(args);
        // Nothing is dropped: what is no flag and no value is an operand.
        const values = [...flags.values()].flatMap((value) => value === true ? [] : value);
        for (const operand of operands) assertEquals(args.includes(operand), true);
        for (const arg of args) {
          if (arg !== "" && !arg.startsWith("-")) assertEquals([...operands, ...values].includes(arg), true, arg);
        }
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
      }
    }),
    { seed: 1, numRuns: 3000 },
  );
});
