import { assertEquals } from "@std/assert";
import { inputs, model, report, tensor } from "./make_report.ts";

Deno.test("buildReport() counts structure, parameters and what is significant", () => {
  const finding = { path: "fc", message: "m", basis: "measured" } as const;
  const built = report([tensor("a", { change: "added" }), tensor("b"), tensor("c", { change: "reshaped" })], {
    comparison: model({ parameters: { old: 1000, new: 900 } }),
    findings: [
      { rule: "significant-change", severity: "info", ...finding },
      { rule: "nan-appeared", severity: "warn", ...finding },
      { rule: "frozen", severity: "info", ...finding },
    ],
  });
  const { structure_changes, significant_changes, param_diff } = built.comparison;
  assertEquals([structure_changes, significant_changes, param_diff, built.param_diff], [2, 2, -100, -100]);
});

Deno.test("buildReport() has the numbers that scripts read for every kind of input", () => {
  const none = { old: 0, new: 0, added: 0, removed: 0, changed: 0 };
  const kinds = [
    { kind: "document", values: { added: 0, removed: 0, changed: 0, retyped: 0, moved: 0, unchanged: 3 } },
    { kind: "table", rows: none, columns: none, cells: { changed: 0, listed: 0 }, key: null },
    { kind: "text", first_difference: 3 },
    { kind: "folder", files: { ...none, unchanged: 0, failed: 0, left_out: 0 }, param_diff: 5 },
  ] as const;
  for (const comparison of kinds) {
    const { param_diff, comparison: built } = report([], { comparison, inputs: inputs() });
    assertEquals([built.kind, built.structure_changes, built.significant_changes], [comparison.kind, 0, 0]);
    assertEquals([param_diff, built.param_diff], comparison.kind === "folder" ? [5, 5] : [0, 0]);
  }
});
