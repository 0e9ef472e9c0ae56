import type { Report } from "../model/report.ts";
import { yamlPieces } from "./yaml_pieces.ts";

/** The report as YAML: the same data as in JSON. */
export function renderYaml(report: Report): Iterable<string> {
  return yamlPieces(report);
}
