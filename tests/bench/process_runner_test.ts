import { assert, assertEquals, assertRejects } from "@std/assert";
import { CommandError, ProcessRunner } from "../../bench/process_runner.ts";

const runner = new ProcessRunner();

Deno.test("ProcessRunner.measure() takes the time of a whole process, and without Python no memory", async () => {
  const { seconds, peakBytes, stdout } = await runner.measure([Deno.execPath(), "--version"]);
  assert(seconds > 0 && seconds < 60);
  assertEquals([peakBytes, stdout.startsWith("deno")], [null, true]);
});

Deno.test("ProcessRunner.output() tells a failing command from a missing one", async () => {
  const failing = [Deno.execPath(), "eval", "console.error('why'); Deno.exit(3)"];
  const failed = await assertRejects(() => runner.output(failing), CommandError, "why");
  assertEquals(failed.reason, "it ended with status 3");
  const missing = await assertRejects(() => runner.output(["diffai-no-such-program"]), CommandError);
  assertEquals(missing.reason, "there is no such program");
});
