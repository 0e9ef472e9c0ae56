import { assertEquals } from "@std/assert";
import type { Figures } from "../../../../core/model/analysis.ts";
import { report } from "../../report/make_report.ts";
import { lines } from "./text_lines.ts";

async function figuresText(figures: Figures): Promise<string> {
  const results = { basis: "measured", figures } as const;
  const analyses = [{ id: "a", title: "what it is", status: "ok", results }] as const;
  const text = await lines(report([], { analyses }), { analyses: ["a"] }), first = text.indexOf("a  what it is");
  return text[first + 1]!;
}

Deno.test("analysisLines() writes counts in full, and measured figures with the digits asked for", async () => {
  assertEquals(await figuresText({ exact: 4194303, of: 4194304 }), "      exact 4,194,303  of 4,194,304");
  assertEquals(await figuresText({ norm: 4194303.5, axes: [1, 0] }), "      norm 4.19e+6  axes 1 0");
});
