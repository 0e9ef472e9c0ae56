import { assertEquals } from "@std/assert";
import { renewRows, type Results, type RowResult } from "../../bench/results.ts";

function row(id: string, seconds: number): RowResult {
  return { id, measured: [{ id: "diffai", bytes: 1, seconds: [seconds], peak_bytes: null }], skipped: [] };
}

function results(rounds: number, ...rows: readonly RowResult[]): Results {
  const machine = { cpu: "a", cores: 2, memory: 1, system: "linux", load: 0 };
  return { machine, versions: {}, rounds, rows };
}

Deno.test("renewRows() puts later rows in the place of the saved ones and says which", () => {
  const first = renewRows(results(9, row("a", 1), row("b", 2)), results(3, row("b", 5)));
  assertEquals(first, { ...results(9, row("a", 1), row("b", 5)), renewed: ["b"] });
  const second = renewRows(first, results(3, row("c", 7), row("b", 6)));
  assertEquals(second.rows.map(({ id }) => id), ["a", "b", "c"]);
  assertEquals(second.renewed, ["b", "c"]);
});
