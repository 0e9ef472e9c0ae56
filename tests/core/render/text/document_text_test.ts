import { assertEquals } from "@std/assert";
import { DEFAULT_RENDER_OPTIONS } from "../../../../core/render/render_options.ts";
import { createStyle } from "../../../../core/render/text/style.ts";
import { valueLines } from "../../../../core/render/text/document_text.ts";
import { report, value } from "../../report/make_report.ts";

Deno.test("valueLines() takes hundreds of thousands of values", () => {
  const changes = Array.from({ length: 300_000 }, (_, index) => value(`/k${index}`, 1, 2));
  const values = { added: 0, removed: 0, changed: 300_000, retyped: 0, moved: 0, unchanged: 0 };
  const pair = report(changes, { comparison: { kind: "document", values } });
  const lines = valueLines(pair, DEFAULT_RENDER_OPTIONS, createStyle(false));
  assertEquals(lines.length, 300_001);
});
