import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { captureRun, type RunResult } from "../cases/capture_run.ts";

/** A bad file and what is expected of diffai; see fixtures/make/README.md. */
interface HostileFile {
  readonly file: string;
  readonly about: string;
  /** A part of a good message. */
  readonly place_or_reason: string | null;
  readonly status: 0 | 2;
  /** The other exit status is a fair answer, too. */
  readonly either?: true;
}

const FOLDER = new URL("../../fixtures/hostile/", import.meta.url).pathname;
const GOOD = "../files/pytorch/state_dict.pth";
const FILES: readonly HostileFile[] = JSON.parse(Deno.readTextFileSync(`${FOLDER}hostile.json`));

/** What the malicious pickles would make if they were run. */
const TRACE = "/tmp/diffai_pwned";

for (const each of FILES) {
  Deno.test(`run() is safe from ${each.file}: ${each.about}`, async () => {
    assertAnswer(await captureRun([each.file, each.file], FOLDER), each);
    const show = await captureRun(["show", each.file], FOLDER);
    assertLines(show.stderr);
    if (each.status === 2 && !each.either) assertAnswer(show, each);
    const mixed = await captureRun([GOOD, each.file], FOLDER);
    assertLines(mixed.stderr);
    if (each.status === 2 && !each.either) assertAnswer(mixed, each);
  });
}

Deno.test("run() runs nothing that a malicious file holds", async () => {
  for (const { file } of FILES.filter((each) => /malicious|call/.test(each.file))) {
    await captureRun(["show", file], FOLDER);
  }
  assertEquals(await Deno.stat(TRACE).catch(() => null), null);
});

Deno.test("run() lists the imports of a malicious checkpoint and compares its tensors", async () => {
  const args = ["torch_malicious_beside.pth", "torch_malicious_beside.pth"];
  const { status, stdout } = await captureRun([...args, "--format", "json", "--tensor-details"], FOLDER);
  const report = JSON.parse(stdout);
  assertEquals(status, 0);
  assertMatch(report.inputs.old.imports.join(), /\b(os|posix)\.system\b/);
  const compared = report.changes.filter(({ measures }: { measures?: object }) => measures);
  assert(compared.length > 0);
  const text = await captureRun(args, FOLDER);
  assertMatch(text.stdout, /nothing of it was imported: .*\bsystem\b/);
});

function assertAnswer({ status, stdout, stderr }: RunResult, { file, status: wanted, either, ...each }: HostileFile) {
  assertLines(stderr);
  assert(status === wanted || (either && (status === 0 || status === 2)), `exit status ${status}: ${stderr}`);
  if (status === 0) return;
  assertEquals(stdout, "");
  assertMatch(stderr, /^diffai: Cannot read "[^\n]+"( at [^\n]+)?: [^\n]+[^.\n]\n$/);
  assertStringIncludes(stderr, file);
  const part = each.place_or_reason;
  if (part) assertStringIncludes(stderr.toLowerCase(), part.toLowerCase());
}

/** Whole lines of diffai's own, without control characters and stack traces. */
function assertLines(stderr: string): void {
  for (const line of stderr.split("\n").slice(0, -1)) {
    assertMatch(line, /^diffai: [A-Z][^\p{Cc}]+$/u);
    assert(!/^\s+at |Error:|Defect/.test(line), line);
  }
  assert(stderr === "" || stderr.endsWith("\n"));
}
