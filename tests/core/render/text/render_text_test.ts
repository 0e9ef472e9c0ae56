import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Report } from "../../../../core/model/report.ts";
import type { RenderOptions } from "../../../../core/render/render_options.ts";
import { inputs, measures, model, report, tensor, value } from "../../report/make_report.ts";
import { ARRAY, lines, STRUCTURE } from "./text_lines.ts";

const RESNET = model({
  parameters: { old: 11_689_512, new: 11_689_512 },
  modified_parameters: 11_023_209,
  modified_fraction: 0.943,
});

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
  assertEquals(text.slice(5, 15), [
    "Tensor details (2 tensors):",
    "            mean       std       min       max   changed    rel L2    cosine",
    "fc.weight  float32 [10, 10]  revalued",
    "  old      0.500         1 -1.00e-10    12,346",
    "  new      0.500         1 -1.00e-10    12,346     50.0%    0.0200    0.9990",
    "      max 0.500 at [1, 2]: 1 -> 1.50  mean abs 0.100  mean change -0.0500",
    "      std change 0.190  update ratio 0.0300  rms 0.200  L2 2",
    "      signal to noise 34 dB  sign flips 3  pruned 2  regrown 1",
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
    "      signal to noise 34 dB  sign flips 3  pruned 2  regrown 1  NaN 0 -> 1,234",
    "      1 pair with NaN or infinity left out",
  ]);
});

Deno.test("renderText() leaves findings below a warning out with --diff-only", async () => {
  const finding = { path: "fc", message: "m", basis: "measured" } as const;
  const findings = [
    { rule: "nan-appeared", severity: "warn", ...finding },
    { rule: "significant-change", severity: "info", ...finding },
    { rule: "significant-change", severity: "info", ...finding, message: "another" },
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

Deno.test("renderText() says of several tensors what a rule found in all of them alike", async () => {
  const finding = { rule: "nm-sparsity", severity: "info", message: "2:4 sparsity", basis: "measured" } as const;
  const findings = [{ ...finding, path: "a.weight" }, { ...finding, path: "b.weight" }];
  const analyses = [{ id: "nm-sparsity", title: "an N:M pattern of zeros", status: "ok" }] as const;
  const text = await lines(report([tensor("a.weight")], { findings, analyses }));
  assertEquals(text.filter((line) => line.includes("nm-sparsity")), ["  info   nm-sparsity  2 tensors: 2:4 sparsity"]);
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
