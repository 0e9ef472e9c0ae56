import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Ajv } from "ajv";
import type { Report } from "../../core/model/report.ts";
import { captureRun, type RunResult } from "./capture_run.ts";
import { type Case, operandsOf, readBeside, readCases, unknownFlags } from "./case.ts";
import { checkFacts } from "./check_facts.ts";
import { LATER, type PairFacts } from "./facts.ts";
import { GOLDENS, runGolden } from "./golden.ts";
import { MAY_SPAWN, spawnRun } from "./spawn_run.ts";

const CASES = readCases();
const READY = CASES.filter((each) => unknownFlags(each).length === 0);
const SCHEMA = JSON.parse(Deno.readTextFileSync(new URL("../../docs/schema/report-1.json", import.meta.url)));
const validate = new Ajv({ allErrors: true, strict: false }).compile(SCHEMA);

for (const each of CASES) {
  Deno.test(`run() says what is true of the case ${each.name}: ${each.title}`, async () => {
    const report = await reportOf(each);
    const facts: PairFacts = JSON.parse(readBeside(each, "facts.json")!);
    const later = new Set<string>(LATER[each.name]?.facts);
    checkFacts(report, Object.fromEntries(Object.entries(facts).filter(([name]) => !later.has(name))) as never);
    if (facts.files) checkFolder(report, facts as never);
    assert(validate(report), JSON.stringify(validate.errors?.slice(0, 3)));
  });
}

for (const each of READY) {
  for (const golden of GOLDENS) {
    Deno.test(`run() prints ${golden.file} of the case ${each.name}`, async () => {
      const { status, stdout, stderr } = await runGolden(each, golden);
      assertEquals({ status, stderr }, { status: each.exit, stderr: "" });
      assertEquals(stdout, readBeside(each, golden.file), "see tests/cases/update.ts");
      if (golden.file === "expected.txt") assertNarrow(stdout);
    });
  }
}

Deno.test("run() refuses the flags that cases ask for and later issues bring", async () => {
  const flags = new Set(CASES.flatMap(unknownFlags));
  assertEquals(flags, new Set(["--key", "--metric-comparison"]));
  for (const each of CASES) {
    if (unknownFlags(each).length === 0) continue;
    const { status, stderr } = await captureRun(each.args, each.folder);
    assertEquals(status, 2, each.name);
    assertMatch(
      stderr,
      /^diffai: Unknown flag "--[a-z-]+": (did you mean|the nearest is) "--[a-z-]+"\??; see "diffai --help"\n$/,
    );
  }
});

for (const name of ["fine_tuned", "experiment", "container_shards", "config_yaml", "csv_columns", "nan_appeared"]) {
  Deno.test({
    name: `cli.ts in a process of its own does what run() does with the case ${name}`,
    ignore: !MAY_SPAWN,
    async fn() {
      const each = CASES.find((candidate) => candidate.name === name)!;
      const { folder, args, exit } = each;
      const result: RunResult = await spawnRun(args, { folder });
      assertEquals(result, { status: exit, stdout: readBeside(each, "expected.txt")!, stderr: "" });
    },
  });
}

/** The report of a case's two operands, with unchanged tensors, whatever else its arguments ask for. */
async function reportOf(each: Case): Promise<Report> {
  const args = [...operandsOf(each), "--format", "json", "--tensor-details"];
  const { status, stdout, stderr } = await captureRun(args, each.folder);
  assertEquals({ status, stderr }, { status: 0, stderr: "" });
  return JSON.parse(stdout);
}

function checkFolder({ files, comparison }: Report, facts: PairFacts & Readonly<Record<string, PairFacts>>): void {
  const names = (wanted: (member: Report) => boolean) =>
    files.filter(wanted).map(({ inputs }) => (inputs.new ?? inputs.old)!.path);
  assertEquals(names(({ inputs }) => !inputs.old), [...facts.files!.added]);
  assertEquals(names(({ inputs }) => !inputs.new), [...facts.files!.removed]);
  assertEquals(names(({ verdict }) => verdict.startsWith("identical")), [...facts.files!.same]);
  const differing = names(({ inputs, verdict }) => verdict === "different" && !!inputs.old && !!inputs.new);
  assertEquals(differing, [...facts.files!.changed]);
  assertEquals(comparison.kind, "folder");
  for (const member of files) {
    const truth = facts[member.inputs.new?.path ?? ""];
    if (truth) checkFacts(member, truth);
  }
}

function assertNarrow(text: string): void {
  for (const line of text.split("\n")) assert(line.length <= 80, `${line.length} columns: ${line}`);
}

Deno.test("run() begins the text of a model pair as DESIGN.md fixes it", async () => {
  const { folder } = CASES.find(({ name }) => name === "fine_tuned")!;
  const { stdout } = await captureRun(["old.pth", "new.pth"], folder);
  const block = [
    "Model Changes:",
    "  No structural changes",
    "  Parameters: 2,942 -> 2,942 (0% change)",
    "  Weight updates: 77.8% of parameters modified\n",
  ];
  assertStringIncludes(stdout, block.join("\n"));
  assertEquals(stdout.indexOf(block[0]!), 0);
  const structure = await captureRun(["old.pth", "new.pth", "--show-structure", "--diff-only"], folder);
  assertEquals(structure.stdout, block.join("\n"));
});
