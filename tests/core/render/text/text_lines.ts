import { assert } from "@std/assert";
import type { Report } from "../../../../core/model/report.ts";
import { DEFAULT_RENDER_OPTIONS, type RenderOptions } from "../../../../core/render/render_options.ts";
import { renderReport } from "../../../../core/render/renderers.ts";
import { model } from "../../report/make_report.ts";

/** The text of a report, as lines. */
export async function lines(of: Report, options: Partial<RenderOptions> = {}): Promise<string[]> {
  const text = await renderReport(of, "text", { ...DEFAULT_RENDER_OPTIONS, ...options });
  assert(text.endsWith("\n") && !text.endsWith("\n\n"));
  return text.slice(0, -1).split("\n");
}

/** A comparison of two arrays. */
export const ARRAY = model({ kind: "array" });

/** The flags under which a model without structural changes is four lines. */
export const STRUCTURE = { showStructure: true, diffOnly: true };
