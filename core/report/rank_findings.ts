import { relativeRank } from "../model/measures.ts";
import type { Change, Finding } from "../model/report.ts";
import { SEVERITIES } from "../model/rule.ts";
import { sortByNumbers } from "../model/sort_by_numbers.ts";

/**
 * The most important finding first: by severity; then what concerns the model
 * as a whole; then what is true of most tensors; then what is about the tensor
 * that changed most, by relative L2. Else they keep their order.
 */
export function rankFindings(findings: readonly Finding[], changes: readonly Change[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const sizes = changeSizes(findings, changes);
  return sortByNumbers(findings, ({ severity, path, tensors = path === "" ? Infinity : 1 }) => [
    SEVERITIES.indexOf(severity),
    path === "" ? 0 : 1,
    -tensors,
    -(sizes.get(path) ?? -Infinity),
  ]);
}

/** How much the tensors changed of which something was found, by path. */
function changeSizes(findings: readonly Finding[], changes: readonly Change[]): ReadonlyMap<string, number> {
  const wanted = new Set(findings.flatMap(({ path, tensors }) => path === "" || tensors ? [] : [path]));
  const sizes = new Map<string, number>();
  if (wanted.size < 2) return sizes; // there is nothing to tell apart, and 100,000 paths need not be made
  for (const change of changes) {
    const { node, path } = change;
    if (node !== "tensor" || !wanted.has(path) || !change.measures) continue;
    sizes.set(path, relativeRank(change.measures));
  }
  return sizes;
}
