import { stringify } from "@std/yaml";
import type { Report } from "../model/report.ts";
import { encodeValue } from "./encode_report.ts";

/** The report as YAML: the same data as in JSON. */
export function renderYaml(report: Report): string {
  return stringify(encodeValue(report), { useAnchors: false, lineWidth: -1 });
}
