import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { RULES } from "../../../core/rules/rules.ts";
import { captureRun } from "../../cases/capture_run.ts";

const CONFIG = new URL("../../../fixtures/config/", import.meta.url).pathname;

async function rules(...args: readonly string[]): Promise<readonly string[]> {
  const { status, stdout, stderr } = await captureRun(["rules", ...args], CONFIG);
  assertEquals([status, stderr], [0, ""]);
  return stdout.split("\n");
}

Deno.test('"rules" lists every rule once, in 80 columns, and counts them', async () => {
  const lines = await rules();
  for (const { id } of RULES) assertEquals(lines.filter((line) => line.startsWith(`  ${id} `)).length, 1, id);
  assertEquals(lines.at(-2), `${RULES.length} rules; diffai rules ID tells what one means and what to do`);
  for (const line of lines) assert(line.length <= 80, line);
});

for (const { id, why, remedy, limits, levels } of RULES) {
  Deno.test(`"rules ${id}" says what it finds, why it matters and what to do`, async () => {
    const lines = await rules(id), text = lines.join(" ").replace(/ +/g, " ");
    for (const part of [why, remedy, ...Object.keys(limits), ...levels.map((level) => level.if)]) {
      assertStringIncludes(text, part.replace(/ +/g, " "));
    }
    for (const line of lines) assert(line.length <= 80, line);
  });
}

Deno.test('"rules" knows the rules of a configuration', async () => {
  assertStringIncludes((await rules("--config", "project.yaml")).join("\n"), "  large-bias ");
  assertEquals((await rules("large-bias", "--config", "project.yaml"))[0], "large-bias: bias above 0.2");
});

Deno.test('"rules" refuses a rule that there is not, and more than one', async () => {
  const refused = async (...args: string[]) => (await captureRun(["rules", ...args], CONFIG)).stderr;
  assertEquals(
    await refused("nan-apeared"),
    'diffai: Unknown rule "nan-apeared": did you mean "nan-appeared"?; see "diffai --help"\n',
  );
  assertEquals(await refused("a", "b"), 'diffai: "rules" takes one rule at most; 2 given; see "diffai --help"\n');
});
