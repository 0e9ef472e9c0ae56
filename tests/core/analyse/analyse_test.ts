import { assertEquals } from "@std/assert";
import { analyse } from "../../../core/analyse/analyse.ts";
import { RULES } from "../../../core/rules/rules.ts";
import type { Change, TensorFacts } from "../../../core/model/report.ts";
import { measures, tensor, value } from "../report/make_report.ts";

/** What the rules find, as `rule path: message`. */
function found(...changes: readonly Change[]): string[] {
  return analyse(changes, RULES, true).findings.map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

function sides(old: Partial<TensorFacts>, fresh: Partial<TensorFacts>): Partial<Change> {
  const facts = { dtype: "float32", shape: [100], elements: 100 };
  return { old: { ...facts, ...old }, new: { ...facts, ...fresh }, measures: measures({ relative_l2: 0 }) };
}

Deno.test("analyse() says whether the rules could be applied", () => {
  const statuses = (changes: readonly Change[], values: boolean) =>
    analyse(changes, RULES, values).analyses.map(({ status, reason }) => [status, reason]);
  const all = (entry: unknown) => RULES.map(() => entry);
  assertEquals(statuses([tensor("a")], true), all(["ok", undefined]));
  assertEquals(statuses([value("a", 1, 2)], true), all(["not_applicable", "there is no tensor"]));
  assertEquals(statuses([tensor("a")], false), all(["skipped", "values were not compared"]));
  assertEquals(analyse([tensor("a")], RULES, false).findings, []);
});

Deno.test("nan-appeared counts NaN that the old file does not have", () => {
  assertEquals(found(tensor("bn", sides({ nan: 1 }, { nan: 4 }))), [
    "nan-appeared bn: 3 NaN that the old file does not have",
  ]);
  assertEquals(found(tensor("bn", sides({}, { nan: 12345 }))), [
    "nan-appeared bn: 12,345 NaN that the old file does not have",
  ]);
  assertEquals(found(tensor("bn", sides({ nan: 4 }, { nan: 4 }))), []);
  assertEquals(found(tensor("bn", { ...sides({}, { nan: 4 }), old: null, change: "added" })), []);
});

Deno.test("infinity-appeared counts infinities of both signs", () => {
  assertEquals(found(tensor("a", sides({ pos_inf: 1 }, { pos_inf: 1, neg_inf: 1 }))), [
    "infinity-appeared a: 1 infinite value that the old file does not have",
  ]);
  assertEquals(found(tensor("a", sides({ neg_inf: 2 }, { pos_inf: 2 }))), []);
});

Deno.test("significant-change starts at its limit", () => {
  const moved = (relative_l2: number | null) => found(tensor("fc", { measures: measures({ relative_l2 }) }));
  assertEquals(moved(0.01), ["significant-change fc: relative L2 change 0.0100, at least 0.01"]);
  assertEquals(moved(0.00999), []);
  assertEquals(moved(null), []);
  assertEquals(found(tensor("fc", { change: "unchanged", measures: measures({ relative_l2: 0.5 }) })), []);
});

Deno.test("analyse() gives findings in the order of rules, then of changes", () => {
  const worse = sides({}, { nan: 1, pos_inf: 1 });
  assertEquals(found(tensor("b", worse), tensor("a", worse)).map((line) => line.split(":")[0]), [
    "nan-appeared b",
    "nan-appeared a",
    "infinity-appeared b",
    "infinity-appeared a",
  ]);
});
