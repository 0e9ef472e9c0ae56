import type { Change, Finding, TensorFacts } from "./report.ts";

/** A check of one change. */
export interface ChangeRule {
  /** Kebab-case. */
  readonly id: string;
  /** What it finds, with its limit: a phrase for people without a final period. */
  readonly title: string;
  readonly severity: Finding["severity"];
  readonly basis: Finding["basis"];
  /** What was found, in a sentence without a final period; `null` if nothing. */
  check(change: Change): string | null;
}

/** The facts of both sides of a tensor present in both; `null` for anything else. */
export function bothTensors({ node, old, new: fresh }: Change): { old: TensorFacts; new: TensorFacts } | null {
  if (node !== "tensor" || old === null || fresh === null || !("dtype" in old) || !("dtype" in fresh)) return null;
  return { old, new: fresh };
}
