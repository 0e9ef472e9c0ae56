import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Change, Report } from "../../../../core/model/report.ts";
import { DEFAULT_RENDER_OPTIONS, type RenderOptions } from "../../../../core/render/render_options.ts";
import { renderReport } from "../../../../core/render/renderers.ts";
import { inputs, measures, model, report, tensor, value } from "../../report/make_report.ts";

/** The text of a report, as lines. */
async function lines(of: Report, options: Partial<RenderOptions> = {}): Promise<string[]> {
  const text = await renderReport(of, "text", { ...DEFAULT_RENDER_OPTIONS, ...options });
  assert(text.endsWith("\n") && !text.endsWith("\n\n"));
  return text.slice(0, -1).split("\n");
}

const RESNET = model({
  parameters: { old: 11_689_512, new: 11_689_512 },
  modified_parameters: 11_023_209,
  modified_fraction: 0.943,
});

const STRUCTURE = { showStructure: true, diffOnly: true };

Deno.test("renderText() begins a model pair with the four fixed lines", async () => {
  const fixed = [
    "Model Changes:",
    "  No structural changes",
    "  Parameters: 11,689,512 -> 11,689,512 (0% change)",
    "  Weight updates: 94.3% of parameters modified",
  ];
  const pair = report([tensor("fc.weight")], { comparison: RESNET });
  assertEquals((await lines(pair)).slice(0, 5), [...fixed, ""]);
  assertEquals(await lines(pair, STRUCTURE), fixed);
});

Deno.test("renderText() names structural changes by kind and shows them as a tree in columns", async () => {
  const side = (shape: number[], dtype = "float32") => ({ dtype, shape, elements: 1 });
  const pair = report([
    tensor("fc.weight", { change: "reshaped", old: side([1000, 512]), new: side([10, 512]) }),
    tensor("fc.bias", { change: "reshaped", old: side([1000]), new: side([10]) }),
    tensor("head", { change: "added", old: null, new: side([], "float16") }),
    tensor("gone", { change: "removed", new: null }),
    tensor("cast", { change: "retyped", old: side([2]), new: side([2], "bfloat16") }),
    value("epoch", null, 3),
  ], { comparison: model({ parameters: { old: 100, new: 50 } }) });
  const expected = [
    "Model Changes:",
    "  6 structural changes: 2 tensors reshaped, 1 tensor added, 1 tensor removed, 1",
    "      value added, 1 tensor retyped",
    "  Parameters: 100 -> 50 (-50.0% change)",
    "  Weight updates: 5.0% of parameters modified",
    "",
    "Structure:",
    "  fc",
    "    ~ weight  [1000, 512] -> [10, 512]  float32",
    "    ~ bias    [1000] -> [10]            float32",
    "  + head      []                        float16",
    "  - gone      [10, 10]                  float32",
    "  + epoch     3",
    "  ~ cast      [2]                       float32 -> bfloat16",
  ];
  assertEquals(await lines(pair, STRUCTURE), expected);
});

Deno.test("renderText() counts the structural changes that it leaves out", async () => {
  const pair = report(Array.from({ length: 13 }, (_, i) => tensor(`w${i}`, { change: "added", old: null })));
  assertStringIncludes((await lines(pair)).join("\n"), "\n  3 more: --show-structure\n");
  assertEquals((await lines(pair, { showStructure: true })).filter((line) => line.startsWith("  + ")).length, 13);
});

Deno.test("renderText() ranks changed tensors and counts those left out", async () => {
  const changes = Array.from(
    { length: 12 },
    (_, i) => tensor(`w${i}`, { measures: measures({ relative_l2: i / 100, max_abs: 1 / (i + 1) }) }),
  );
  const shown = (await lines(report(changes), { top: 2 })).slice(5, 9);
  assertEquals(shown, [
    "Largest changes (relative L2; 12 tensors changed, 2 shown):",
    "  0.110  w11  max 0.0833 at [1, 2]: 1 -> 1.50",
    "  0.100  w10  max 0.0909 at [1, 2]: 1 -> 1.50",
    "  10 more: --top 12, or --tensor-details",
  ]);
  const first = async (sort: RenderOptions["sort"]) =>
    (await lines(report(changes), { sort }))[6]!.trim().split(/ +/)[1];
  assertEquals([await first("max_abs"), await first("name")], ["w0", "w0"]);
});

Deno.test("renderText() says what came from zero and what has no finite value left", async () => {
  const text = (await lines(report([
    tensor("zero", { measures: measures({ relative_l2: null, snr_db: null, cosine: null }) }),
    tensor("nan", {
      measures: measures({
        relative_l2: null,
        l2: null,
        max_abs: null,
        max_abs_index: null,
        changed_elements: 2,
        left_out_elements: 100,
      }),
    }),
    tensor("sign", {
      measures: measures({
        relative_l2: 0,
        max_abs: 0,
        max_abs_index: null,
        changed_elements: 1,
        signed_zero_changes: 1,
      }),
    }),
  ]))).slice(6, 9);
  assertEquals(text, [
    "       -  nan   2 elements changed from or to NaN or infinity",
    "       0  sign  1 zero changed sign",
    "  from 0  zero  max 0.500 at [1, 2]: 1 -> 1.50",
  ]);
});

Deno.test("renderText() lists every tensor with --tensor-details, unchanged ones among them", async () => {
  const side = { dtype: "float32", shape: [10, 10], elements: 100, mean: 0.5, std: 1, min: -1e-10, max: 12345.6 };
  const changes = [
    tensor("fc.weight", { old: side, new: side }),
    tensor("fc.bias", { change: "unchanged", old: side, new: side, measures: measures({ changed_elements: 0 }) }),
  ];
  const text = await lines(report(changes), { tensorDetails: true });
  assertEquals(text.slice(5, 14), [
    "Tensor details (2 tensors):",
    "            mean       std       min       max   changed    rel L2    cosine",
    "fc.weight  float32 [10, 10]  revalued",
    "  old      0.500         1 -1.00e-10    12,346",
    "  new      0.500         1 -1.00e-10    12,346     50.0%    0.0200    0.9990",
    "      max 0.500 at [1, 2]: 1 -> 1.50  mean abs 0.100  rms 0.200  L2 2",
    "      signal to noise 34 dB",
    "fc.bias  float32 [10, 10]  unchanged",
    "  old      0.500         1 -1.00e-10    12,346",
  ]);
  assertEquals(
    (await lines(report(changes), { tensorDetails: true, diffOnly: true })).includes("Tensor details (1 tensor):"),
    true,
  );
});

Deno.test("renderText() tells in the details what both sides are, what was left out and what was not compared", async () => {
  const side = { dtype: "float32", shape: [2], elements: 2, nan: 0, pos_inf: 0, neg_inf: 0, zeros: 0 };
  const left = measures({ changed_elements: 1, left_out_elements: 1, max_abs: 0, max_abs_index: null });
  const text = await lines(
    report([
      tensor("cast", { change: "retyped", old: side, new: { ...side, dtype: "bfloat16" } }),
      tensor("head", { change: "reshaped", old: side, unmeasured: { changed_elements: "the shapes differ" } }),
      tensor("gone", { old: side, new: { ...side, nan: 1234 }, measures: left }),
    ]),
    { tensorDetails: true, precision: 2 },
  );
  const found = text.filter((line) => /->|not compared|left out/.test(line));
  assertEquals(found.slice(-5), [
    "head  float32 [2] -> [10, 10]  reshaped",
    "  not compared, the shapes differ",
    "cast  float32 -> bfloat16 [2]  retyped",
    "      L2 2  signal to noise 34 dB  NaN 0 -> 1,234",
    "      1 pair with NaN or infinity left out",
  ]);
});

Deno.test("renderText() leaves findings below a warning out with --diff-only", async () => {
  const finding = { path: "fc", message: "m", basis: "measured" } as const;
  const findings = [
    { rule: "nan-appeared", severity: "warn", ...finding },
    { rule: "significant-change", severity: "info", ...finding },
    { rule: "significant-change", severity: "info", ...finding },
  ] as const;
  const analyses = [{ id: "significant-change", title: "relative L2 change of at least 0.01", status: "ok" }] as const;
  const pair = report([tensor("fc")], { findings, analyses });
  assertStringIncludes(
    (await lines(pair)).join("\n"),
    "\nFindings:\n  warn   nan-appeared  fc: m\n  info   significant-change  2 tensors: relative L2 change of at least 0.01\n",
  );
  const terse = (await lines(pair, { diffOnly: true })).join("\n");
  assertStringIncludes(terse, "nan-appeared");
  assert(!terse.includes("significant-change"));
});

Deno.test("renderText() says so first where only the container differs", async () => {
  const container = { layout: "zip" };
  const same = report([], {
    verdict: "identical_content",
    inputs: { ...inputs({ container }), new: inputs({ container: { layout: "legacy" } }).new },
  });
  assertEquals((await lines(same)).slice(0, 3), [
    "Same content, different bytes: layout zip against legacy",
    "",
    "Model Changes:",
  ]);
});

Deno.test("renderText() says it where every byte is the same, and where something is unknown", async () => {
  assertStringIncludes(
    (await lines(report([], { verdict: "identical_bytes" }))).join("\n"),
    "\n  Identical: every byte is the same\n",
  );
  assertStringIncludes(
    (await lines(report([], { verdict: "unknown" }))).join("\n"),
    "Not everything was compared; of the rest nothing differs",
  );
  const problems = [{ severity: "trouble", file: "a.pth", reason: "its data are damaged" }] as const;
  assertStringIncludes(
    (await lines(report([], { verdict: "unknown", problems }))).join("\n"),
    "Not everything could be compared: see the problems",
  );
});

const ARRAY = model({ kind: "array" });

Deno.test("renderText() claims of an array only what was compared", async () => {
  const valuesLine = async (of: Report, options?: Partial<RenderOptions>) => (await lines(of, options))[2];
  const tolerance = { rtol: 0.1, atol: 0 };
  const close = report([tensor("", { change: "unchanged" })], { comparison: ARRAY });
  assertEquals(
    await valuesLine(report([tensor("")], { comparison: ARRAY })),
    "  Values: 50.0% of elements modified (50 of 100)",
  );
  assertEquals(await valuesLine(close, { tolerance }), "  Values: no element differs by more than the tolerance");
  assertEquals(
    await valuesLine(report([], { comparison: ARRAY, verdict: "identical_bytes" })),
    "  Values: every element is the same",
  );
  assertEquals(await valuesLine(report([], { comparison: ARRAY, verdict: "unknown" })), "  Values: not compared");
  const reshaped = tensor("", { change: "reshaped", unmeasured: { changed_elements: "the shapes differ" } });
  assertEquals(
    await valuesLine(report([reshaped], { comparison: ARRAY })),
    "  Values: not compared, the shapes differ",
  );
});

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

/** One report of each kind in which every text from a file is `hostile`. */
function everyKind(hostile: string): Report[] {
  const side = { dtype: hostile, shape: [3, 4], elements: 12 };
  const changes: Change[] = [
    tensor(hostile),
    tensor(hostile, { change: "reshaped", old: side, new: { ...side, shape: [3] } }),
    tensor(hostile, { change: "unchanged" }),
    value(hostile, hostile, `${hostile}!`),
    value(hostile, null, hostile),
    { ...value(hostile, hostile, null), node: "metadata" },
    { ...value(hostile, hostile, "x"), node: "cell" },
  ];
  const findings = [{
    rule: "nan-appeared",
    severity: "warn",
    path: hostile,
    message: hostile,
    basis: "measured",
  }] as const;
  const problems = [{ severity: "trouble", file: hostile, reason: hostile }] as const;
  const container = { [hostile]: hostile };
  const parts = { findings, problems, inputs: inputs({ path: hostile, imports: [hostile], container }) };
  const none = { old: 0, new: 0, added: 0, removed: 0, changed: 0 };
  const kinds = [
    model(),
    ARRAY,
    { kind: "document", values: { ...none, retyped: 1, moved: 0, unchanged: 0 } },
    { kind: "table", rows: none, columns: none, cells: { changed: 0, listed: 0 }, key: [hostile] },
    { kind: "text", first_difference: 3 },
    { kind: "binary", first_difference: 3 },
  ] as const;
  const reports = kinds.map((comparison) => report(changes, { ...parts, comparison }));
  const different = { ...parts.inputs, new: { ...parts.inputs.new!, container: { [hostile]: 1 } } };
  reports.push(report([], { ...parts, verdict: "identical_content", inputs: different }));
  const files = { ...none, unchanged: 0, failed: 1, left_out: 0 };
  return [...reports, report([], { ...parts, comparison: { kind: "folder", files }, files: reports })];
}

const VIEWS: readonly Partial<RenderOptions>[] = [{}, STRUCTURE, { tensorDetails: true, verbose: true }, {
  showStructure: true,
}];

Deno.test("renderText() prints no control character that came from a file", async () => {
  // deno-lint-ignore no-control-regex
  const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/;
  for (const of of everyKind("a\u001b[31m\u0000\u202e\u2028\r\u009bz")) {
    for (const view of VIEWS) {
      const text = (await lines(of, view)).join("\n");
      assert(!unsafe.test(text), JSON.stringify(text));
    }
  }
  for (const of of everyKind("line\nbreak")) {
    assert(!(await lines(of, { verbose: true })).some((line) => line.startsWith("break")));
  }
});

Deno.test("renderText() stays within the width, but for words that are longer", async () => {
  const prose = "several words that make up a name which is longer than a line of eighty columns can be";
  for (const width of [80, 40]) {
    for (const of of everyKind(prose)) {
      for (const view of VIEWS) {
        for (const line of await lines(of, { ...view, width })) {
          assert(line.length <= width || !line.trim().includes(" "), line);
        }
      }
    }
  }
});

Deno.test("renderText() colours only where it is asked to, and takes no room for it", async () => {
  const pair = report([tensor("a"), tensor("b", { change: "added", old: null })]);
  const plain = await lines(pair), colored = await lines(pair, { color: true });
  assert(colored.join("").includes("\u001b[32m+\u001b[39m"));
  // deno-lint-ignore no-control-regex
  assertEquals(colored.map((line) => line.replace(/\u001b\[\d+m/g, "")), plain);
});

Deno.test("renderText() does not call elements that are not numbers the same in value", async () => {
  const text = { max_abs: null, max_abs_index: null, mean_abs: null, rms: null, l2: null };
  const figures = measures({ ...text, relative_l2: null, cosine: null, snr_db: null, changed_elements: 1 });
  const names = tensor("names", { measures: figures });
  assertEquals((await lines(report([names])))[6], "  -  names  1 element changed");
  const array = await lines(report([tensor("", { measures: figures })], { comparison: ARRAY }));
  assertEquals(array.slice(1, 5), [
    "  No structural changes",
    "  Values: 50.0% of elements modified (1 of 100)",
    "",
    "old  old.pth  4.0 KiB  pytorch   new  new.pth  4.0 KiB  pytorch",
  ]);
  const bits = tensor("mask", { measures: measures({ max_abs: 0, max_abs_index: null, relative_l2: 0 }) });
  assertEquals((await lines(report([bits])))[6], "  0  mask  50 elements changed in bits, not in value");
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
