import { assertEquals, assertThrows } from "@std/assert";
import { checkFailOn } from "../../../core/cli/check_fail_on.ts";
import { UsageError } from "../../../core/model/errors.ts";
import type { RulesInForce, SettingsByRule } from "../../../core/model/rule_settings.ts";

function settings(rules: SettingsByRule, overridden: SettingsByRule): RulesInForce {
  return { rules, overrides: [{ paths: ["*"], rules: overridden }], own: [] };
}

function refused(failOn: string, set?: RulesInForce): string {
  return assertThrows(() => checkFailOn([failOn], set), UsageError).message;
}

Deno.test("checkFailOn() takes severities and rules", () => {
  assertEquals(checkFailOn(["warn", "nan-appeared"], undefined), undefined);
});

Deno.test("checkFailOn() refuses what no finding can be", () => {
  assertEquals(
    refused("warning"),
    'Flag "--fail-on" needs a rule or a severity: "warning" is neither; the nearest is "warn"',
  );
});

Deno.test("checkFailOn() refuses a rule that is off for every path", () => {
  assertEquals(
    refused("nan-appeared", settings({ "nan-appeared": "off" }, { "nan-appeared": "off" })),
    'Flag "--fail-on" names the rule "nan-appeared", which the configuration turns off',
  );
  checkFailOn(["nan-appeared"], settings({ "nan-appeared": "off" }, { "nan-appeared": { severity: "warn" } }));
});
