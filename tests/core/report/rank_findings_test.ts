import { assertEquals } from "@std/assert";
import type { Change, Finding } from "../../../core/model/report.ts";
import { rankFindings } from "../../../core/report/rank_findings.ts";

function finding(rule: string, severity: Finding["severity"], path: string, tensors?: number): Finding {
  return { rule, severity, path, message: rule, basis: "measured", ...(tensors ? { tensors } : {}) };
}

function changed(path: string, relative_l2: number | null): Change {
  const side = { dtype: "float32", shape: [2], elements: 2 }, l2 = relative_l2;
  const measures = { relative_l2, l2 } as Change["measures"] & object;
  return { path, keys: [path], node: "tensor", change: "revalued", old: side, new: side, measures };
}

function ranked(findings: readonly Finding[], changes: readonly Change[] = []): readonly string[] {
  return rankFindings(findings, changes).map(({ rule, path }) => `${rule} ${path}`.trim());
}

Deno.test("rankFindings() puts severity first, then the whole model, then what is true of most tensors", () => {
  const findings = [
    finding("frozen", "info", "layer1", 19),
    finding("optimizer", "info", ""),
    finding("grew", "warn", "fc.weight"),
    finding("cast", "info", "", 62),
    finding("constant", "warn", "layer2", 2),
    finding("zeros", "info", "layer3", 20),
    finding("nan", "error", "fc.bias"),
  ];
  assertEquals(ranked(findings), [
    "nan fc.bias",
    "constant layer2",
    "grew fc.weight",
    "optimizer",
    "cast",
    "zeros layer3",
    "frozen layer1",
  ]);
});

Deno.test("rankFindings() puts the tensor first that changed most, what has no number left above all", () => {
  const findings = ["a", "b", "c", "d"].map((path) => finding("grew", "warn", path));
  assertEquals(ranked(findings, [changed("a", 0.1), changed("b", 3), changed("c", null)]), [
    "grew c",
    "grew b",
    "grew a",
    "grew d",
  ]);
});

Deno.test("rankFindings() leaves equals in the order in which they came", () => {
  const findings = [finding("b", "info", "y"), finding("a", "info", "x"), finding("c", "info", "y")];
  assertEquals(ranked(findings, [changed("x", 1), changed("y", 1)]), ["b y", "a x", "c y"]);
  assertEquals(ranked(findings), ["b y", "a x", "c y"]);
});
