import { assertEquals, assertExists } from "@std/assert";
import { captureRun } from "./cases/capture_run.ts";

const README = await Deno.readTextFile(new URL("../README.md", import.meta.url));

Deno.test("README.md shows what its first command prints", async () => {
  const [, command] = /```bash\nnpx -y deno@[\d.]+ run --allow-read cli\.ts (.*)\n```/.exec(README) ?? [];
  const [, shown] = /```text\n([\s\S]*?)```/.exec(README) ?? [];
  assertExists(command);
  const { stdout, status } = await captureRun(command.split(" "), new URL("..", import.meta.url).pathname);
  assertEquals(status, 0);
  assertEquals(shown, stdout);
});

Deno.test("README.md names the test task that deno.json has", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("../deno.json", import.meta.url)));
  assertExists(/```bash\nnpx -y deno@[\d.]+ task test\n```/.exec(README));
  assertExists(tasks.test);
});
