import { UsageError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import { SEVERITIES } from "../model/rule.ts";
import { isOff, type RulesInForce } from "../model/rule_settings.ts";
import { RULES } from "../rules/rules.ts";
import { suggestName } from "./suggest_name.ts";

/**
 * Refuses what `--fail-on` could never find: a gate that never closes would pass for one that was never needed.
 *
 * @throws {UsageError} for what is neither a severity nor a rule, and for a rule that is off everywhere.
 */
export function checkFailOn(failOn: readonly string[], settings: RulesInForce | undefined): void {
  const known = [...SEVERITIES, ...[...RULES, ...settings?.own ?? []].map(({ id }) => id)];
  for (const named of failOn) {
    if (!known.includes(named)) {
      throw new UsageError(
        `Flag "--fail-on" needs a rule or a severity: ${quote(named)} is neither; ${suggestName(named, known)}`,
      );
    }
    if (settings && isOff(named, settings)) {
      throw new UsageError(`Flag "--fail-on" names the rule ${quote(named)}, which the configuration turns off`);
    }
  }
}
