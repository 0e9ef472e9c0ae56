import { assert, assertEquals } from "@std/assert";
import type { Change, Report } from "../../../../core/model/report.ts";
import type { RenderOptions } from "../../../../core/render/render_options.ts";
import { inputs, model, report, tensor, value } from "../../report/make_report.ts";
import { ARRAY, lines, STRUCTURE } from "./text_lines.ts";

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
