import type { Report } from "../model/report.ts";
import type { RenderOptions } from "./render_options.ts";

/**
 * The part of a report that the flags ask for: unchanged tensors only with
 * `tensorDetails`, findings below a warning not with `diffOnly`.
 */
export function selectReport(report: Report, options: Pick<RenderOptions, "tensorDetails" | "diffOnly">): Report {
  return {
    ...report,
    changes: options.tensorDetails && !options.diffOnly
      ? report.changes
      : report.changes.filter(({ change }) => change !== "unchanged"),
    findings: options.diffOnly ? report.findings.filter(({ severity }) => severity !== "info") : report.findings,
    files: report.files.map((member) => selectReport(member, options)),
  };
}
