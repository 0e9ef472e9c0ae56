import { formatCount } from "../model/format_count.ts";
import type { Change, Finding } from "../model/report.ts";
import type { Rule } from "../model/rule.ts";
import { type Said, type SharedModule, sharedModules } from "./shared_modules.ts";

/** What a rule made of each change, by index. */
export const STATE = { outside: 0, nothing: 1, found: 2 } as const;

/** What one rule found, and what it was applied to. */
export interface RuleFindings {
  /** One of `STATE` for each change. */
  readonly states: Uint8Array;
  /** In the order of the changes that have the state `found`. */
  readonly said: readonly Said[];
}

/** A finding without what all findings of its rule have. */
export type Told = Omit<Finding, "rule" | "basis">;

/**
 * Says once, of the coarsest module, what is true of all of its tensors that
 * the rule was applied to: modules are the parts of names before their dots, and
 * the empty name is the model.
 */
export function rollUp(
  changes: readonly Change[],
  found: RuleFindings,
  { together, whom = "tensors" }: Pick<Rule, "together" | "whom">,
): Told[] {
  const moduleOf = together === "never" || !isRepeated(found) ? () => undefined : modulesOf(changes, found);
  const told: Told[] = [], modules = new Set<SharedModule>();
  let next = 0;
  for (const [index, state] of found.states.entries()) {
    if (state !== STATE.found) continue;
    const { severity, message } = found.said[next++]!, module = moduleOf(index);
    if (!module) {
      if (together !== "whole") told.push({ severity, path: changes[index]!.path, message });
    } else if (!modules.has(module)) {
      modules.add(module);
      const tensors = module.end - module.first;
      told.push({ severity, path: module.path, message: `all ${formatCount(tensors)} ${whom}: ${message}`, tensors });
    }
  }
  return told;
}

function isRepeated({ said }: RuleFindings): boolean {
  return new Set(said.map(({ message }) => message)).size < said.length;
}

/** Gives the module by which a change is told of, by the change's index. */
function modulesOf(changes: readonly Change[], { states, said }: RuleFindings) {
  const paths = changes.map(({ path }) => path), order: number[] = [];
  /** Where in `said` that of a change is, and 1. */
  const saidAt = new Uint32Array(changes.length);
  let found = 0;
  for (const [index, state] of states.entries()) {
    if (state === STATE.found) saidAt[index] = ++found;
    if (state !== STATE.outside) order.push(index);
  }
  order.sort((a, b) => paths[a] === paths[b] ? 0 : paths[a]! < paths[b]! ? -1 : 1);
  const names = order.values().map((index) => paths[index]!);
  const modules = sharedModules(names, (at) => said[saidAt[order[at]!]! - 1] ?? null);
  const moduleAt = new Map<number, SharedModule>();
  for (const module of modules) {
    for (const index of order.slice(module.first, module.end)) moduleAt.set(index, module);
  }
  return (index: number) => moduleAt.get(index);
}
