import { formatCount } from "../model/format_count.ts";
import type { Change, ScalarFacts, TensorFacts } from "../model/report.ts";

/** Names of what counts the progress of training, as torch, Lightning and the Hugging Face trainer write them. */
const COUNTERS: ReadonlySet<string> = new Set([
  "epoch",
  "step",
  "global_step",
  "iteration",
  "last_epoch",
  "num_batches_tracked",
  "_step_count",
]);

/** Most counters that are listed; the others are counted. */
const LISTED = 3;

/** Which counters of training went on and which went back, in words; empty for none. */
export interface CounterMoves {
  readonly counters_forward: string;
  readonly counters_back: string;
}

/**
 * How the counters of training moved. Counters that are tensors have one
 * element. Equal moves of one name are one: each layer and each parameter may
 * keep a counter of its own.
 */
export function counterMoves(changes: readonly Change[]): CounterMoves {
  const forward = new Set<string>(), back = new Set<string>();
  for (const change of changes) {
    const name = lastPart(change.path);
    if (!COUNTERS.has(name)) continue;
    const old = numberOf(change.old), fresh = numberOf(change.new);
    if (old === null || fresh === null || old === fresh) continue;
    (fresh > old ? forward : back).add(`${name} ${format(old)} -> ${format(fresh)}`);
  }
  return { counters_forward: listOf(forward), counters_back: listOf(back) };
}

function numberOf(facts: Change["old"]): number | null {
  if (!facts) return null;
  const { value } = facts as ScalarFacts;
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  const { elements, mean } = facts as TensorFacts;
  return elements === 1 && typeof mean === "number" ? mean : null;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function format(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : value.toPrecision(3);
}

function listOf(moves: ReadonlySet<string>): string {
  const listed = [...moves].slice(0, LISTED), more = moves.size - listed.length;
  return listed.join(", ") + (more > 0 ? ` and ${formatCount(more)} more` : "");
}
