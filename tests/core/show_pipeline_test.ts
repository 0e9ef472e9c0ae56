import { assertEquals } from "@std/assert";
import { captureRun } from "../cases/capture_run.ts";

const FOLDER = new URL("../../fixtures/cases/fine_tuned/", import.meta.url).pathname;

Deno.test("describeInput() shows what a filter selects, and refuses one that selects nothing", async () => {
  const { status, stdout } = await captureRun(["show", "old.pth", "--filter", "^fc"], FOLDER);
  assertEquals([status, stdout.split("\n").filter((line) => /^ {2}\S+ {2}float32/.test(line)).length], [0, 2]);
  assertEquals(await captureRun(["show", "old.pth", "--filter", "nothing"], FOLDER), {
    status: 2,
    stdout: "",
    stderr: 'diffai: Filter "nothing" matches no path in "old.pth"; see "diffai --help"\n',
  });
});
