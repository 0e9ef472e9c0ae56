/**
 * Runs every case twice, with `deno run` and with a compiled program, and fails
 * where output or exit status differ: `deno task cases dist/diffai`. Ends with a
 * line `N passed | N failed`.
 *
 * @module
 */

/** One call of the command line. */
interface Case {
  readonly name: string;
  /** The working folder, from the repository's root. */
  readonly folder: string;
  readonly args: readonly string[];
  /** A file, from the repository's root, whose bytes are its standard input. */
  readonly stdin?: string;
}

/** What a call gave. */
interface Outcome {
  readonly stdout: Uint8Array;
  readonly stderr: string;
  readonly code: number;
}

const ROOT = Deno.realPathSync(new URL("../", import.meta.url));
const PLUGIN = ["--plugin", "examples/plugins/idx.ts"];

/** What the case folders do not show: other outputs, commands, a user's plugin, trouble. */
const FURTHER_CASES: readonly Case[] = [
  { name: "help", folder: ".", args: ["--help"] },
  { name: "version", folder: ".", args: ["--version"] },
  { name: "formats", folder: ".", args: ["formats"] },
  { name: "no such option", folder: ".", args: ["--no-such-option"] },
  { name: "no such file", folder: ".", args: ["no_such_file.pth", "LICENSE"] },
  {
    name: "standard input",
    folder: "fixtures/cases/config_yaml",
    args: ["-", "new.yaml"],
    stdin: "fixtures/cases/config_yaml/old.yaml",
  },
  { name: "user plugin", folder: ".", args: [...PLUGIN, ...samples("images", ".idx3-ubyte")] },
  { name: "user plugin, json", folder: ".", args: [...PLUGIN, "--format", "json", ...samples("floats", ".idx")] },
  { name: "user plugin, show", folder: ".", args: [...PLUGIN, "show", samples("floats", ".idx")[0]!] },
  { name: "user plugin, faulty", folder: ".", args: ["--plugin", "fixtures/plugins/syntax_error.ts", "a", "b"] },
  ...["json", "yaml"].map((format) => ({
    name: `fine_tuned, ${format}`,
    folder: "fixtures/cases/fine_tuned",
    args: ["--format", format, "old.pth", "new.pth"],
  })),
];

function samples(stem: string, end: string): readonly string[] {
  return [`examples/plugins/samples/${stem}_old${end}`, `examples/plugins/samples/${stem}_new${end}`];
}

function caseFolders(): Case[] {
  return Array.from(Deno.readDirSync(`${ROOT}/fixtures/cases`), ({ name }) => name).sort().map((name) => {
    const folder = `fixtures/cases/${name}`;
    return { name, folder, args: JSON.parse(Deno.readTextFileSync(`${ROOT}/${folder}/case.json`)).args };
  });
}

async function run(command: readonly string[], { folder, args, stdin }: Case): Promise<Outcome> {
  const [program, ...first] = command;
  const child = new Deno.Command(program!, {
    args: [...first, ...args],
    cwd: `${ROOT}/${folder}`,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = stdin === undefined ? new Blob([]).stream() : Deno.openSync(`${ROOT}/${stdin}`).readable;
  // A program that ends before it has read all of its input breaks the pipe.
  const [{ stdout, stderr, code }] = await Promise.all([child.output(), input.pipeTo(child.stdin).catch(() => {})]);
  return { stdout, stderr: new TextDecoder().decode(stderr), code };
}

/** What differs between two outcomes, in words; nothing if nothing does. */
function differences(interpreted: Outcome, compiled: Outcome): string[] {
  return [
    ...(interpreted.code === compiled.code ? [] : [`exit status ${interpreted.code} and ${compiled.code}`]),
    ...(equal(interpreted.stdout, compiled.stdout) ? [] : ["standard output"]),
    ...[interpreted, compiled].filter(({ stderr }) => /^\s+at .*:\d+:\d+\)?$/m.test(stderr)).map(() => "a stack trace"),
  ];
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

async function runAll(program: string): Promise<{ passed: number; failed: number }> {
  const interpreter = [Deno.execPath(), "run", "--no-prompt", "--allow-read", `${ROOT}/cli.ts`];
  const totals = { passed: 0, failed: 0 };
  for (const each of [...caseFolders(), ...FURTHER_CASES]) {
    const [interpreted, compiled] = await Promise.all([run(interpreter, each), run([program], each)]);
    const found = differences(interpreted, compiled);
    if (found.length === 0) totals.passed++;
    else totals.failed++;
    for (const what of found) console.log(`case ${each.name}: ${what}\n  ${interpreted.stderr}\n  ${compiled.stderr}`);
  }
  return totals;
}

if (import.meta.main) {
  const { passed, failed } = await runAll(Deno.realPathSync(Deno.args[0] ?? "dist/diffai"));
  console.log(`${passed} passed | ${failed} failed`);
  if (failed > 0) Deno.exit(1);
}
