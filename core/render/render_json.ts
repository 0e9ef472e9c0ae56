import type { Report } from "../model/report.ts";
import { encodeValue } from "./encode_report.ts";

/** The report as JSON, indented by two spaces, with a final line break. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(encodeValue(report), null, 2)}\n`;
}
