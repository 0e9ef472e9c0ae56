import { formatCount } from "../model/format_count.ts";
import type { Change, Finding } from "../model/report.ts";
import type { Rule } from "../model/rule.ts";

/** What a rule made of each change, by index. */
export const STATE = { outside: 0, nothing: 1, found: 2 } as const;

/** The findings of one rule, and what it was applied to. */
export interface RuleFindings {
  /** One of `STATE` for each change. */
  readonly states: Uint8Array;
  /** In the order of the changes that have the state `found`. */
  readonly findings: readonly Finding[];
}

/** What is known of a module: of how many tensors a rule said something, and what if it was always the same. */
interface Module {
  tensors: number;
  /** The one finding of all its tensors; `null`: they have several, or one has none. */
  finding: Finding | null;
}

/**
 * Says once, of the coarsest module, what is true of all of its tensors that
 * the rule was applied to: modules are the parts of names before their dots, and
 * the empty name is the model.
 */
export function rollUp(
  changes: readonly Change[],
  { states, findings }: RuleFindings,
  { together, whom = "tensors" }: Pick<Rule, "together" | "whom">,
): Finding[] {
  const whole = together === "whole";
  if (together === "never") return [...findings];
  const isRepeated = new Set(findings.map(({ message }) => message)).size < findings.length;
  if (!isRepeated) return whole ? [] : [...findings];
  const modules = modulesOf(changes, states, findings), told = new Set<Module>();
  const result: Finding[] = [];
  for (const finding of findings) {
    const found = coarsest(finding.path, modules);
    if (!found) {
      if (!whole) result.push(finding);
      continue;
    }
    const [path, module] = found;
    if (told.has(module)) continue;
    told.add(module);
    const { tensors } = module, message = `all ${formatCount(tensors)} ${whom}: ${finding.message}`;
    result.push({ ...finding, path, message, tensors });
  }
  return result;
}

/** The modules of tensors of which something is told; of 100,000 tensors, those of the others would take much room. */
function modulesOf(
  changes: readonly Change[],
  states: Uint8Array,
  findings: readonly Finding[],
): ReadonlyMap<string, Module> {
  const modules = new Map<string, Module>();
  for (const finding of findings) {
    for (const name of modulesAbove(finding.path)) if (!modules.has(name)) modules.set(name, { tensors: 0, finding });
  }
  let next = 0;
  for (const [index, { path }] of changes.entries()) {
    const state = states[index];
    if (state === STATE.outside) continue;
    const finding = state === STATE.found ? findings[next++]! : null;
    for (const name of modulesAbove(path)) {
      const module = modules.get(name);
      if (!module) break; // nor are there finer ones
      module.tensors++;
      if (!saySame(module.finding, finding)) module.finding = null;
    }
  }
  return modules;
}

function saySame(one: Finding | null, other: Finding | null): boolean {
  return one !== null && other !== null && one.message === other.message && one.severity === other.severity;
}

/** The coarsest module of several tensors that all have one finding; `undefined` if there is none. */
function coarsest(path: string, modules: ReadonlyMap<string, Module>): [string, Module] | undefined {
  for (const name of modulesAbove(path)) {
    const module = modules.get(name)!;
    if (module.finding && module.tensors > 1) return [name, module];
  }
  return undefined;
}

/** The modules that a tensor is in, the model first. */
function* modulesAbove(path: string): Generator<string> {
  yield "";
  // A name may begin with a dot.
  for (let dot = path.indexOf(".", 1); dot >= 0; dot = path.indexOf(".", dot + 1)) yield path.slice(0, dot);
}
