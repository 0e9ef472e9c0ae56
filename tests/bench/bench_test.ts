import { assertEquals, assertStringIncludes } from "@std/assert";

const ROOT = new URL("../../", import.meta.url);

/** Runs the benchmark's task. */
async function bench(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const task = ["task", "--quiet", "bench", ...args];
  const output = await new Deno.Command(Deno.execPath(), { args: task, cwd: ROOT }).output();
  const [stdout, stderr] = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code: output.code, stdout: stdout!, stderr: stderr! };
}

Deno.test("bench.ts runs without Python", async () => {
  const { code, stdout, stderr } = await bench("--quick", "--only", "documents", "--only", "int8");
  assertEquals(stdout, "3 programs ran in 2 rows, 0 figures compared\n", stderr);
  assertStringIncludes(stderr, "left out: its files cannot be made: --python was not given");
  assertEquals(code, 0);
});

Deno.test("bench.ts tells wrong usage, and a Python that is none, in one line", async () => {
  const wrong = await bench("--only", "nothing");
  assertEquals([wrong.code, wrong.stderr.startsWith('bench: No such row: "nothing"')], [2, true]);
  const missing = await bench("--only", "documents", "--python", "diffai-no-such-python");
  assertEquals(missing.code, 2);
  assertStringIncludes(missing.stderr, "there is no such program");
});
