import type { Report } from "../model/report.ts";
import { jsonDocument } from "./json_pieces.ts";

/** The report as JSON, indented by two spaces, with a final line break. */
export function renderJson(report: Report): Iterable<string> {
  return jsonDocument(report);
}
