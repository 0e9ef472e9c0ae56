import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Ajv } from "ajv";
import { parse } from "@std/yaml";
import type { Report } from "../../../../core/model/report.ts";
import { captureRun } from "../../../cases/capture_run.ts";

const ROOT = new URL("../../../../", import.meta.url).pathname;
const CONFIG = `${ROOT}fixtures/config/`;
const PAIR = [`${ROOT}fixtures/cases/fine_tuned/old.pth`, `${ROOT}fixtures/cases/fine_tuned/new.pth`];
const NAN_PAIR = [`${ROOT}fixtures/cases/nan_appeared/old.pth`, `${ROOT}fixtures/cases/nan_appeared/new.pth`];

async function reportOf(...args: readonly string[]): Promise<Report> {
  return JSON.parse((await captureRun([...PAIR, "--format", "json", ...args], CONFIG)).stdout);
}

Deno.test("a configuration sets limits, severities and overrides, and adds rules", async () => {
  const plain = await reportOf(), set = await reportOf("--config", "project.yaml");
  const significant = ({ findings }: Report) => findings.filter(({ rule }) => rule === "significant-change");
  assert(significant(plain).some(({ path }) => path.startsWith("layer2.")));
  assert(significant(set).length > 0);
  for (const { path, severity } of significant(set)) assert(severity === "warn" && !path.startsWith("layer2."), path);
  assertEquals(set.findings.filter(({ rule }) => rule === "large-bias").map(({ message }) => message), [
    "largest bias 0.353, more than 0.2",
  ]);
  const off = set.analyses.find(({ id }) => id === "frozen-part");
  assertEquals([off?.status, off?.reason], ["skipped", "turned off by the configuration"]);
});

Deno.test("a configuration's flags are defaults: the command line wins", async () => {
  const lines = async (...args: string[]) =>
    (await captureRun([...PAIR, "--config", "project.yaml", ...args], CONFIG)).stdout;
  assertStringIncludes(await lines(), "3 shown)");
  assertStringIncludes(await lines("--top", "2"), "2 shown)");
});

Deno.test("a configuration's --fail-on and severities decide the exit status", async () => {
  const status = async (pair: readonly string[], ...args: string[]) =>
    (await captureRun([...pair, "--quiet", "--diff-only", ...args], CONFIG)).status;
  assertEquals(await status(NAN_PAIR), 0);
  assertEquals(await status(NAN_PAIR, "--config", "project.yaml"), 1);
  assertEquals(await status(PAIR, "--config", "project.yaml"), 0);
  assertEquals(await status(NAN_PAIR, "--config", "project.yaml", "--no-config"), 0);
});

Deno.test(".diffai.yaml in the working folder is found", async () => {
  const folder = `${CONFIG}found`;
  const { stdout } = await captureRun(["--print-config"], folder);
  assertEquals(stdout.split("\n").slice(0, 4), [
    "Configuration: .diffai.yaml",
    "",
    "Flags, others as --help says:",
    "  top  7  .diffai.yaml, line 2",
  ]);
  assertStringIncludes((await captureRun(["--print-config", "--no-config"], folder)).stdout, "Configuration: none\n");
});

Deno.test(".diffai.yaml is looked for upward from the working folder, and the nearest one counts", async () => {
  const first = async (folder: string) => (await captureRun(["--print-config"], folder)).stdout.split("\n")[0];
  assertEquals(await first(`${CONFIG}found/deep/deeper`), "Configuration: ../../.diffai.yaml");
  assertEquals(await first(ROOT), "Configuration: none");
});

Deno.test("--print-config says what is in force and where it comes from", async () => {
  const { status, stdout } = await captureRun(["--print-config", "--config", "project.yaml", "--top", "9"], CONFIG);
  assertEquals(status, 0);
  const lines = stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
  const line = (name: string) => lines.find(([first]) => first === name)?.slice(1);
  assertEquals(lines[0], ["Configuration: project.yaml, which extends base/team.yaml"]);
  assertEquals(line("top"), ["9", "command line"]);
  assertEquals(line("precision"), ["4", "base/team.yaml, line 4"]);
  assertEquals(line("frozen-part"), ["off", "base/team.yaml, line 2"]);
  assertEquals(line("tie-changed"), ["info", "built in"]);
  assertEquals(line("relative_l2"), ["0.05", "project.yaml, line 4"]);
  assertEquals(line("large-bias"), ["warn", "project.yaml, line 12"]);
  assertEquals(line("layer2.*"), ["project.yaml, line 8"]);
});

Deno.test("configurations that are taken fit the published schema, and others do not", () => {
  const schema = JSON.parse(Deno.readTextFileSync(`${ROOT}docs/schema/config-1.json`));
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const fits = (path: string) => validate(parse(Deno.readTextFileSync(ROOT + path)));
  for (const path of ["docs/diffai.example.yaml", "fixtures/config/project.yaml", "fixtures/config/base/team.yaml"]) {
    assert(fits(path), `${path}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
  }
  for (const name of ["unknown_key", "unknown_severity", "flag_plugin", "own_without_message", "override_no_paths"]) {
    assert(!fits(`fixtures/config/refused/${name}.yaml`), name);
  }
});
