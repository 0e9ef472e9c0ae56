import { assertEquals } from "@std/assert";
import type { PairMeasures } from "../../core/model/measures.ts";
import type { Change, ChangeKind, RenamedFrom, Report } from "../../core/model/report.ts";

/** Asserts that `backward`, made of the same inputs the other way round, mirrors `forward`. */
export function assertMirror(forward: Report, backward: Report, about: string): void {
  assertEquals(backward.verdict, forward.verdict, about);
  assertEquals(backward.param_diff + forward.param_diff, 0, about);
  assertEquals(backward.inputs, { old: forward.inputs.new, new: forward.inputs.old }, about);
  assertEquals(mirrorCounts(backward.comparison), plainCounts(forward.comparison), about);
  assertEquals(sorted(backward.changes.map(mirrorChange)), sorted(forward.changes.map(plainChange)), about);
  assertEquals(backward.files.length, forward.files.length, about);
  for (const [index, file] of forward.files.entries()) assertMirror(file, backward.files[index]!, about);
}

const SWAPPED: Readonly<Record<string, string>> = { added: "removed", removed: "added", old: "new", new: "old" };

// What has no direction, or is told by a rule that looks one way (NaN appeared, relative to old).
const ONE_WAY: ReadonlySet<string> = new Set(["param_diff", "significant_changes"]);

/** Counts with old and new, added and removed swapped, at any depth, whether a key says so or the value of `side`. */
function mirrorCounts(value: unknown): unknown {
  return mapKeys(value, (key) => SWAPPED[key] ?? key);
}

function plainCounts(value: unknown): unknown {
  return mapKeys(value, (key) => key);
}

function mapKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return bySide(value.map((member) => mapKeys(member, rename)));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !ONE_WAY.has(key));
  return Object.fromEntries(
    entries.map(([key, member]) => [rename(key), key === "side" ? rename(member) : mapKeys(member, rename)]),
  );
}

/** Groups of a side, those of old first; the order of anything else stays. */
function bySide(members: readonly unknown[]): unknown[] {
  const rank = (member: unknown) => (member as { readonly side?: string } | null)?.side === "new" ? 1 : 0;
  return members.toSorted((a, b) => rank(a) - rank(b));
}

function plainChange(plain: Change): unknown {
  const { path, node, change, renamed_from, old, new: fresh, role, measures, common_rows, unmeasured, delta } = plain;
  return {
    path,
    quantized: plain.quantized,
    renamed_from: renamed_from && { ...renamed_from, keys: undefined },
    // Where a list became a scalar, the node is what the new file has.
    node: change === "retyped" && node !== "tensor" ? undefined : node,
    change,
    old,
    new: fresh,
    role,
    measures: measures && symmetricMeasures(measures),
    common_rows: common_rows && { ...common_rows, measures: symmetricMeasures(common_rows.measures) },
    unmeasured: Object.keys(unmeasured ?? {}).filter((name) => !DIRECTED.has(name)),
    delta: delta?.absolute,
  };
}

function mirrorChange(change: Change): unknown {
  const { path, renamed_from, measures, common_rows, delta, quantized } = change;
  const mirrored: Change = {
    ...change,
    change: (SWAPPED[change.change] ?? change.change) as ChangeKind,
    ...(renamed_from ? { path: renamed_from.path, renamed_from: mirrorRename(renamed_from, path) } : {}),
    old: change.new,
    new: change.old,
    ...(quantized ? { quantized: { ...quantized, side: quantized.side === "old" ? "new" : "old" } } : {}),
    ...(measures ? { measures: mirrorMeasures(measures) } : {}),
    ...(common_rows ? { common_rows: { ...common_rows, measures: mirrorMeasures(common_rows.measures) } } : {}),
    ...(delta ? { delta: { ...delta, absolute: 0 - delta.absolute } } : {}),
  };
  return plainChange(mirrored);
}

function mirrorRename({ rewrite, ...rest }: RenamedFrom, path: string): RenamedFrom {
  return { ...rest, path, ...(rewrite ? { rewrite: { old: rewrite.new, new: rewrite.old } } : {}) };
}

function mirrorMeasures(measures: PairMeasures): PairMeasures {
  return {
    ...measures,
    max_abs_old: measures.max_abs_new,
    max_abs_new: measures.max_abs_old,
    pruned: measures.regrown,
    regrown: measures.pruned,
    mean_change: measures.mean_change === null ? null : 0 - measures.mean_change,
  };
}

/** Measures that are relative to the old side. */
const DIRECTED: ReadonlySet<string> = new Set([
  "relative_l2",
  "snr_db",
  "update_ratio",
  "mismatched_elements",
  "cast_mismatches",
  "cast_rounding",
]);

function symmetricMeasures(measures: PairMeasures): unknown {
  return Object.fromEntries(Object.entries(measures).filter(([name]) => !DIRECTED.has(name)));
}

function sorted(changes: readonly unknown[]): unknown[] {
  const key = (change: unknown) => {
    const { path, node = "" } = change as Partial<Change>;
    return `${path}\n${node}`;
  };
  return changes.toSorted((a, b) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
