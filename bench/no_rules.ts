import { RULES } from "../core/rules/rules.ts";

/** The configuration that turns every rule off: for what they cost. */
export function noRules(): string {
  const settings = RULES.map(({ id }) => `  ${id}: off\n`);
  return `# All rules, off. Written by deno task generate.\nrules:\n${settings.join("")}`;
}
