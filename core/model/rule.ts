/** How much a finding matters, the most first. */
export const SEVERITIES = ["error", "warn", "info"] as const;

/** How much a finding matters. */
export type Severity = (typeof SEVERITIES)[number];

/** A number that decides whether something is worth a finding; a user may set it. */
export interface RuleLimit {
  readonly default: number;
  /** The unit, or what it is a share of. */
  readonly unit: string;
  /** What it bounds: a phrase without a final period. */
  readonly about: string;
}

/** From when on a finding has a severity. */
export interface RuleLevel {
  readonly severity: Severity;
  /** CEL over facts and limits, of type bool. */
  readonly if: string;
  /** Instead of the rule's message. */
  readonly message?: string;
}

/** What a rule must make of some facts; it runs as a test and stands on the rule's page. */
export interface RuleExample {
  /** Facts by name, those of a side under `old` and `new`. What is absent is not known. */
  readonly given: Readonly<Record<string, FactValue | Readonly<Record<string, FactValue>>>>;
  readonly expect: Severity | "outside" | "nothing" | "unmeasured";
  readonly message?: string;
}

/** The value of a fact. */
export type FactValue = number | string | boolean;

/** The groups of rules, in the order of lists. */
export const RULE_GROUPS = {
  health: "Values that break a model",
  structure: "Names, shapes and types",
  magnitude: "How much values moved",
  sparsity: "Zeros and masks",
  training: "The state of training",
  safety: "What loading a file may run",
} as const;

/** A group of rules. */
export type RuleGroup = keyof typeof RULE_GROUPS;

/**
 * A check as data: conditions are expressions of the Common Expression Language
 * over facts (`core/analyse/facts.ts`) and the rule's own limits, so that a rule
 * can neither run code nor fail to end. Messages hold expressions in braces,
 * with a form behind a bar: `{new.nan - old.nan | count}`.
 */
export interface Rule {
  /** Kebab-case. */
  readonly id: string;
  /** What it finds: a phrase for people without a final period. Limits in braces. */
  readonly title: string;
  readonly group: RuleGroup;
  /** The version that brought it. */
  readonly since: string;
  /** What it is applied to: each tensor, present in one file or both; or the pair of models as a whole. */
  readonly scope: "tensor" | "model";
  /**
   * Findings that say the same of all tensors of a module that the rule was
   * applied to are told once, of the module. `whole`: nothing is told of a
   * tensor outside of such a module. `never`: each tensor is told of.
   */
  readonly together?: "whole" | "never";
  /** What it is applied to, for "all 12 tensors": absent for those. */
  readonly whom?: string;
  /** CEL: to which of them. Absent: to all. */
  readonly when?: string;
  /** Facts without which nothing can be said; where one is not known, the rule is unmeasured. */
  readonly reads: readonly string[];
  readonly limits: Readonly<Record<string, RuleLimit>>;
  /** The first that holds counts. */
  readonly levels: readonly RuleLevel[];
  /** What was found, without a final period. */
  readonly message: string;
  readonly basis: "measured" | "binned" | "sampled" | "inferred";
  /** Why it matters: sentences. */
  readonly why: string;
  /** What to do about it: sentences. */
  readonly remedy: string;
  readonly examples: readonly RuleExample[];
}

/** The rule's title with its limits as they are, or as a user has set them. */
export function ruleTitle({ title, limits }: Pick<Rule, "title" | "limits">, set: RuleSettings = {}): string {
  return title.replace(/\{limits\.([a-z0-9_]+)\}/g, (_, name: string) => String(set[name] ?? limits[name]?.default));
}

/** Limits that a user has set, by name. */
export type RuleSettings = Readonly<Record<string, number>>;

/** The severities that a rule's findings may have, each once, as its levels come. */
export function severitiesOf({ levels }: Pick<Rule, "levels">): readonly Severity[] {
  return [...new Set(levels.map(({ severity }) => severity))];
}

/**
 * The facts of an example by their names with dots.
 *
 * @example
 * ```ts
 * import { exampleFacts } from "./rule.ts";
 * import { assertEquals } from "@std/assert";
 * const given = { in_old: false, new: { nan: 4 } };
 * assertEquals(exampleFacts({ given, expect: "nothing" }), [["in_old", false], ["new.nan", 4]]);
 * ```
 */
export function exampleFacts({ given }: RuleExample): readonly (readonly [string, FactValue])[] {
  return Object.entries(given).flatMap(([name, value]): [string, FactValue][] =>
    typeof value === "object"
      ? Object.entries(value).map(([inner, fact]) => [`${name}.${inner}`, fact])
      : [[name, value]]
  );
}
