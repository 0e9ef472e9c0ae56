import { assert, assertEquals } from "@std/assert";
import { loadConfig } from "../../../../core/cli/config/load_config.ts";
import { FLAGS } from "../../../../core/cli/flags.ts";
import { RULES } from "../../../../core/rules/rules.ts";
import { captureRun } from "../../../cases/capture_run.ts";

const CONFIG = new URL("../../../../fixtures/config/", import.meta.url).pathname;
const REFUSED = `${CONFIG}refused/`;

const refused = [...Deno.readDirSync(REFUSED)].map(({ name }) => name).sort();

// Each says in its first line what is to be said of it.
for (const name of refused) {
  Deno.test(`run() refuses the configuration ${name} in one line`, async () => {
    const [first] = Deno.readTextFileSync(REFUSED + name).split("\n");
    const { status, stdout, stderr } = await captureRun(["--config", name, "a", "b"], REFUSED);
    assertEquals({ status, stdout, stderr }, { status: 2, stdout: "", stderr: `${first!.slice(2)}\n` });
  });
}

Deno.test("loadConfig() has what a file sets win over what it extends", async () => {
  const { files, flags, rules } = await loadConfig(`${CONFIG}project.yaml`);
  assertEquals(files, [`${CONFIG}base/team.yaml`, `${CONFIG}project.yaml`]);
  assertEquals(rules.rules, {
    "frozen-part": "off",
    "significant-change": { severity: "warn", limits: { relative_l2: 0.05 } },
    "nan-appeared": { severity: "error" },
  });
  assertEquals(rules.overrides, [{ paths: ["layer2.*"], rules: { "significant-change": "off" } }]);
  assertEquals([...flags].map(([name, { values }]) => [name, values]), [
    ["top", ["3"]],
    ["precision", ["4"]],
    ["fail-on", ["error"]],
  ]);
});

Deno.test("loadConfig() completes an own rule: it reads what its levels name", async () => {
  const { rules: { own: [rule] } } = await loadConfig(`${CONFIG}project.yaml`);
  assertEquals([rule!.id, rule!.scope, rule!.reads], ["large-bias", "tensor", ["new.max"]]);
  assertEquals(rule!.limits.most, { default: 0.2, unit: "number", about: "" });
});

Deno.test("loadConfig() says where each setting comes from", async () => {
  const { origins } = await loadConfig(`${CONFIG}project.yaml`);
  assertEquals(origins.get("frozen-part"), `${CONFIG}base/team.yaml, line 2`);
  assertEquals(origins.get("significant-change.severity"), `${CONFIG}base/team.yaml, line 3`);
  assertEquals(origins.get("significant-change.limits.relative_l2"), `${CONFIG}project.yaml, line 4`);
  assertEquals(origins.get("overrides.0"), `${CONFIG}project.yaml, line 8`);
});

Deno.test("loadConfig() takes the published example, which names every rule and flag", async () => {
  const path = new URL("../../../../docs/diffai.example.yaml", import.meta.url).pathname;
  const { rules } = await loadConfig(path), text = Deno.readTextFileSync(path);
  assertEquals(Object.keys(rules.rules), RULES.map(({ id }) => id));
  const unset = new Set(["plugin", "config", "no-config", "print-config", "version", "help"]);
  for (const { name } of FLAGS) assertEquals(new RegExp(`^  (# )?${name}: `, "m").test(text), !unset.has(name), name);
  assert(rules.own.length > 0 && rules.overrides.length > 0);
});
