import { assert, assertEquals } from "@std/assert";
import type { PairMeasures } from "../../core/model/measures.ts";
import type { Change, Report } from "../../core/model/report.ts";
import type { FactNumber, MeasureFacts, PairFacts } from "./facts.ts";

// Where the two libraries' sums may differ in their last bits.
const RELATIVE = 1e-9;

/** Asserts that a report, with unchanged tensors listed, says what is true of the pair. */
export function checkFacts(report: Report, facts: PairFacts): void {
  if (facts.verdict !== undefined) assertEquals(report.verdict, facts.verdict);
  if (facts.param_diff !== undefined) assertEquals(report.param_diff, facts.param_diff);
  checkCounts(report, facts);
  checkStructure(report, facts);
  for (const [name, truth] of Object.entries(facts.tensors ?? {})) checkMeasures(tensorOf(report, name), truth, name);
  for (const [name, truth] of Object.entries(facts.common_rows ?? {})) {
    checkMeasures(changeOf(report, name)!.common_rows!.measures, truth, name);
  }
  checkScalars(report, facts);
  checkTable(report, facts);
}

function checkCounts({ comparison }: Report, facts: PairFacts): void {
  if (comparison.kind !== "model" && comparison.kind !== "array") return;
  const { parameters, buffers, compared_parameters, modified_parameters, modified_fraction } = facts;
  if (parameters) assertEquals(comparison.parameters, parameters);
  if (buffers) assertEquals(comparison.buffers, buffers);
  if (modified_parameters !== undefined) {
    assertEquals(comparison.modified_parameters, compared_parameters === 0 ? null : modified_parameters);
  }
  if (modified_fraction !== undefined) {
    assertClose(comparison.modified_fraction, modified_fraction, "modified_fraction", RELATIVE);
  }
}

function checkStructure({ changes }: Report, { structure }: PairFacts): void {
  if (!structure) return;
  const names = (kind: Change["change"]) =>
    changes.filter(({ node, change }) => STRUCTURED.has(node) && change === kind).map(factName);
  for (const kind of ["added", "removed", "reshaped", "retyped"] as const) {
    assertEquals(new Set(names(kind)), new Set(structure[kind]), kind);
  }
  const renamed = changes.flatMap(({ path, renamed_from }) => renamed_from ? [[renamed_from.path, path]] : []);
  assertEquals(new Set(renamed), new Set(structure.renamed as string[][] | undefined), "renamed");
}

/** Nodes whose structure the facts tell. */
const STRUCTURED: ReadonlySet<Change["node"]> = new Set(["tensor", "table", "column"]);

/** Facts call a lone array `data`, which to diffai is the root, and a renamed tensor as the old file does. */
function factName({ path, renamed_from }: Change): string {
  return renamed_from?.path ?? (path === "" ? "data" : path);
}

function tensorOf(report: Report, name: string): PairMeasures {
  const measures = changeOf(report, name)?.measures;
  assert(measures, `${name} is not compared`);
  return measures;
}

function changeOf({ changes }: Report, name: string): Change | undefined {
  return changes.find((each) => each.node === "tensor" && factName(each) === name);
}

function checkMeasures(found: PairMeasures, truth: MeasureFacts, name: string): void {
  const values = found.changed_elements - found.signed_zero_changes - found.nan_payload_changes;
  assertEquals(found.changed_elements, truth.changed_elements, `${name}: changed_elements`);
  assertEquals(values, truth.changed_values, `${name}: changed_values`);
  assertEquals(found.left_out_elements, truth.left_out, `${name}: left_out`);
  assertEquals(found.max_abs_index, truth.max_abs_index, `${name}: max_abs_index`);
  for (const measure of ["max_abs", "max_abs_old", "max_abs_new"] as const) {
    assertEquals(exactText(found[measure]), exactText(truth[measure]), `${name}: ${measure}`);
  }
  for (const measure of ["changed_fraction", "mean_abs", "rms", "l2", "relative_l2", "cosine"] as const) {
    assertClose(found[measure], truth[measure], `${name}: ${measure}`, RELATIVE);
  }
  // Facts leave out the ratio to a difference of zero, which is infinite unless the tensor itself is zero.
  const infinite = found.l2 === 0 && found.relative_l2 !== null;
  assertClose(found.snr_db, infinite ? "Infinity" : truth.snr_db, `${name}: snr_db`, RELATIVE);
}

/** Integers from 2^53 on are text in a report, in facts only those beyond; facts spell a boolean as one. */
function exactText(value: unknown): string | null {
  return value === null ? null : String(typeof value === "boolean" ? Number(value) : value);
}

/** Asserts that two numbers, in the spelling of the report, are the same to a relative tolerance; `null` is itself. */
export function assertClose(found: unknown, truth: FactNumber, what: string, relative: number): void {
  if (typeof found !== "number" || typeof truth !== "number") return assertEquals(found, truth, what);
  const bound = relative * Math.max(Math.abs(found), Math.abs(truth));
  assert(Math.abs(found - truth) <= bound, `${what}: ${found} is not ${truth}`);
}

function checkScalars(report: Report, facts: PairFacts): void {
  const { added, removed = facts.removed_scalars, changed = facts.changed_scalars } = facts;
  const scalars = report.changes.filter(({ node }) => node === "scalar" || node === "map" || node === "list");
  const byName = new Map(scalars.map((change) => [change.keys.join("."), change]));
  const names = (...kinds: Change["change"][]) =>
    new Set([...byName].filter(([, { change }]) => kinds.includes(change)).map(([name]) => name));
  if (added) assertEquals(names("added"), new Set(added), "added");
  if (removed) assertEquals(names("removed"), new Set(removed), "removed");
  if (!changed) return;
  assertEquals(names("revalued", "retyped"), new Set(Object.keys(changed)), "changed");
  for (const [name, pair] of Object.entries(changed)) {
    const sides = "old" in pair ? [pair.old, pair.new] : pair;
    const { old, new: fresh } = byName.get(name)!;
    assertEquals([valueOf(old), valueOf(fresh)], sides.map((side) => side === null ? null : String(side)), name);
  }
}

function valueOf(side: Change["old"]): string | null {
  assert(side !== null && "value" in side);
  return side.value === null ? null : String(side.value);
}

function checkTable({ comparison, changes }: Report, { rows, columns, cells, cells_changed }: PairFacts): void {
  if (comparison.kind !== "table") return;
  if (rows) assertEquals(comparison.rows, rows);
  if (cells_changed !== undefined) assertEquals(comparison.cells.changed, cells_changed);
  const columnNames = (kind: Change["change"]) =>
    changes.filter(({ node, change }) => node === "column" && change === kind).map(({ keys }) => keys.at(-1));
  if (columns) {
    assertEquals(columnNames("added"), [...columns.added]);
    assertEquals(columnNames("removed"), [...columns.removed]);
  }
  if (!cells) return;
  // Facts name a row by its key, which is not its position.
  const found = changes.filter(({ node }) => node === "cell").map((
    { keys, old, new: fresh },
  ) => [keys.at(-1), valueOf(old), valueOf(fresh)]);
  assertEquals(found, cells.map(({ column, old, new: fresh }) => [column, String(old), String(fresh)]));
}
