import { scalarFacts } from "../model/node_facts.ts";
import type { Change } from "../model/report.ts";
import type { ScalarNode } from "../model/scalar.ts";
import type { Tolerance } from "../model/tolerance.ts";
import { isCloseNumber, sameNumber } from "./number_text.ts";

/**
 * Whether two scalars are the same value: numbers by exact value whatever their
 * spelling (`1` is `1.0`), NaN is NaN, everything else by type and content.
 */
export function sameScalar(old: ScalarNode, fresh: ScalarNode, tolerance?: Tolerance): boolean {
  if (isNumber(old) && isNumber(fresh)) {
    const exact = old.type === "float" && old.literal || fresh.type === "float" && fresh.literal
      ? sameNumber(numberText(old), numberText(fresh))
      : old.value == fresh.value || (Number.isNaN(old.value) && Number.isNaN(fresh.value)); // bigint and number compare exactly
    return exact || (tolerance !== undefined && isCloseNumber(Number(old.value), Number(fresh.value), tolerance));
  }
  if (old.type !== fresh.type) return false;
  if (old.type === "bytes" && fresh.type === "bytes") return sameBytes(old.value, fresh.value);
  return old.value === fresh.value;
}

/** A changed scalar's change kind, both sides and, for numbers, the difference. */
export function scalarChange(old: ScalarNode, fresh: ScalarNode): Pick<Change, "change" | "old" | "new" | "delta"> {
  const numbers = isNumber(old) && isNumber(fresh);
  return {
    change: old.type === fresh.type || numbers ? "revalued" : "retyped",
    old: scalarFacts(old),
    new: scalarFacts(fresh),
    ...(numbers ? deltaOf(old, fresh) : {}),
  };
}

// No delta where float64 cannot tell it: of infinities, and of numbers that differ only in digits beyond it.
function deltaOf(old: NumberNode, fresh: NumberNode): Pick<Change, "delta"> {
  const absolute = old.type === "int" && fresh.type === "int"
    ? Number(BigInt(fresh.value) - BigInt(old.value))
    : Number(fresh.value) - Number(old.value);
  if (!Number.isFinite(absolute) || absolute === 0) return {};
  const relative = absolute / Math.abs(Number(old.value));
  return { delta: { absolute, relative: Number.isFinite(relative) ? relative : null } };
}

type NumberNode = ScalarNode & { readonly type: "int" | "float" };

function isNumber(node: ScalarNode): node is NumberNode {
  return node.type === "int" || node.type === "float";
}

function numberText(node: NumberNode): string {
  return node.type === "float" && node.literal !== undefined ? node.literal : String(node.value);
}

function sameBytes(old: Uint8Array, fresh: Uint8Array): boolean {
  return old.length === fresh.length && old.every((byte, index) => byte === fresh[index]);
}
