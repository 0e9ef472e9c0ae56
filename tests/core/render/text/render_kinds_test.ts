import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Change, Report } from "../../../../core/model/report.ts";
import { inputs, model, report, tensor, value } from "../../report/make_report.ts";
import { ARRAY, lines, STRUCTURE } from "./text_lines.ts";

function document(changes: readonly Change[]): Report {
  const count = (change: string) => changes.filter((each) => each.change === change).length;
  const values = {
    added: count("added"),
    removed: count("removed"),
    changed: count("revalued"),
    retyped: 0,
    moved: 0,
    unchanged: 5,
  };
  return report(changes, { comparison: { kind: "document", values }, inputs: inputs({ format: "json" }) });
}

Deno.test("renderText() shows a document's values as its file spells them", async () => {
  const year: Change = { ...value("/year", 2024, 2025), delta: { absolute: 1, relative: 1 / 2024 } };
  const text = await lines(document([value("/seed", null, 20240101), value("/name", "a", null), year]));
  assertEquals(text.slice(0, 7), [
    "Document Changes:",
    "  1 value changed, 1 added, 1 removed; 5 unchanged",
    "",
    "Values:",
    "  + /seed  20240101",
    '  - /name  "a"',
    "  ~ /year  2024 -> 2025  (+1, +<0.1%)",
  ]);
});

Deno.test("renderText() shows a document's structure alone with --show-structure", async () => {
  const pair = document([value("/seed", null, 1), value("/lr", 1, 2)]);
  assertEquals((await lines(pair, STRUCTURE)).slice(2), ["", "Values:", "  + /seed  1"]);
});

Deno.test("renderText() cuts long values and says how long they are", async () => {
  const text = (await lines(document([value("/prompt", "x".repeat(5000), "\u{1f600}".repeat(100))]))).join("\n");
  assertMatch(text, /"x{40}"\.\.\. \(5,000 characters\)/);
  assert(!/\p{Surrogate}/u.test(text));
});

Deno.test("renderText() counts rows, columns and the cells that are not listed", async () => {
  const counts = { old: 10, new: 11, added: 1, removed: 0, changed: 2000 };
  const cell: Change = { ...value("row 2, loss", "0.25", "0.125"), node: "cell" };
  const table = report([cell], {
    comparison: {
      kind: "table",
      rows: counts,
      columns: { ...counts, added: 0 },
      cells: { changed: 2000, listed: 1 },
      key: null,
    },
  });
  assertEquals((await lines(table)).slice(0, 8), [
    "Table Changes:",
    "  Rows: 10 -> 11 (1 added, 0 removed, 2,000 changed)",
    "  Columns: 10 -> 11 (0 added, 0 removed, 2,000 changed)",
    "  Rows paired by position",
    "",
    "First changes:",
    '  ~ row 2, loss  "0.25" -> "0.125"',
    "  1,999 changed cells more, not listed",
  ]);
});

Deno.test("renderText() gives a folder a line for each file, the worst first", async () => {
  const at = (path: string) => inputs({ path });
  const alone = inputs({ path: "new.csv" }).new;
  const files = [
    report([], { verdict: "identical_content", inputs: at("same.json") }),
    report([tensor("a")], { inputs: at("model.pth") }),
    report([], { comparison: { kind: "binary", first_difference: null }, inputs: { old: null, new: alone } }),
    report([], {
      verdict: "unknown",
      inputs: at("bad.npy"),
      problems: [{ severity: "trouble", file: "bad.npy", reason: "header ends early" }],
    }),
  ];
  const counts = { old: 3, new: 4, added: 1, removed: 0, changed: 1, unchanged: 1, failed: 1, left_out: 0 };
  const folder = report([], {
    comparison: { kind: "folder", files: counts },
    files,
    inputs: { old: inputs({ path: "a" }).old, new: inputs({ path: "b" }).new },
  });
  assertEquals(await lines(folder), [
    "Folder Changes:",
    "  1 file changed, 1 added, 0 removed, 1 unchanged, 1 could not be compared",
    "",
    "Files:",
    "  ! bad.npy  header ends early",
    "  + new.csv",
    "  ~ model.pth  5.0% of parameters modified",
    "",
    "  1 file with the same content in other bytes",
    "",
    "old  a   new  b",
  ]);
});

Deno.test("renderText() says what a filter selects and what the tolerance lets pass", async () => {
  const selected = inputs({ selected: { nodes: 9, of: 12 } });
  const tolerance = { rtol: 0, atol: 0.5 };
  const line = async (of: Report, at: number) => (await lines(of, { tolerance })).slice(at, at + 3);
  assertEquals(await line(report([tensor("a")], { inputs: selected }), 4), [
    "  Tolerance: rtol 0, atol 0.5; 1 tensor beyond it, 9 within",
    "  Filter: selects 9 of 12 paths",
    "",
  ]);
  const uneven = { old: selected.old, new: { ...selected.new!, selected: { nodes: 1, of: 1 } } };
  assertEquals((await lines(report([], { inputs: uneven, verdict: "unknown" }))).slice(4, 6), [
    "  Nothing that the filter selects differs; other bytes do",
    "  Filter: selects 9 of 12 paths in the old file, 1 of 1 path in the new",
  ]);
  const values = { added: 0, removed: 0, changed: 0, retyped: 0, moved: 0, unchanged: 5, within_tolerance: 2 };
  assertEquals(await line(report([], { comparison: { kind: "document", values } }), 1), [
    "  No value differs by more than the tolerance",
    "  Tolerance: rtol 0, atol 0.5; 2 values changed within it",
    "",
  ]);
});

Deno.test("renderText() gives a folder's arrays in their own terms, and leaves out what a filter does not touch", async () => {
  const at = (path: string) => inputs({ path, selected: { nodes: 0, of: 3 } });
  const frozen = model({ modified_parameters: 0, modified_fraction: 0, tensors: { ...TENSORS, changed: 3 } });
  const files = [
    report([tensor("")], { comparison: ARRAY, inputs: at("array.npy") }),
    report([tensor("bn.running_mean")], { comparison: frozen, inputs: at("frozen.pth") }),
    report([], { verdict: "unknown", inputs: at("left.csv") }),
    report([tensor("w", { change: "unchanged" })], { inputs: at("close.npy") }),
  ];
  const counts = { old: 9, new: 9, added: 0, removed: 0, changed: 2, unchanged: 1, failed: 0, left_out: 4 };
  const folder = report([], { comparison: { kind: "folder", files: { ...counts, within_tolerance: 1 } }, files });
  assertEquals((await lines(folder, { tolerance: { rtol: 1, atol: 0 }, width: 100 })).slice(0, 8), [
    "Folder Changes:",
    "  2 files changed, 0 added, 0 removed, 1 unchanged, 4 left out by --include or --exclude",
    "  Tolerance: rtol 1, atol 0; 1 file changed within it",
    "  Filter: selects something in 0 of 4 files",
    "",
    "Files:",
    "  ~ array.npy  50.0% of elements modified",
    "  ~ frozen.pth  0% of parameters modified, 3 tensors changed",
  ]);
});

const TENSORS = { old: 10, new: 10, added: 0, removed: 0, changed: 1, unchanged: 9 };

Deno.test("renderText() aligns names by the columns that they take, and shows those that could not be seen", async () => {
  const names = ["fc.weight", "\u5c64.weight", "", " lead", "e\u0301"];
  const shown = (await lines(report(names.map((name) => tensor(name))))).slice(6, 11);
  assertEquals(shown, [
    "  0.0200  fc.weight  max 0.500 at [1, 2]: 1 -> 1.50",
    "  0.0200  \u5c64.weight  max 0.500 at [1, 2]: 1 -> 1.50",
    '  0.0200  ""         max 0.500 at [1, 2]: 1 -> 1.50',
    '  0.0200  " lead"    max 0.500 at [1, 2]: 1 -> 1.50',
    "  0.0200  e\u0301          max 0.500 at [1, 2]: 1 -> 1.50",
  ]);
});
