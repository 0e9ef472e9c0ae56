import { escapeText } from "../../model/escape.ts";
import type { InputFacts, Report } from "../../model/report.ts";

/** The first line of a pair whose content is the same in another container; nothing for other pairs. */
export function sameContentLine({ verdict, inputs: { old, new: fresh } }: Report): string[] {
  if (verdict !== "identical_content" || !old || !fresh) return [];
  return [`Same content, different bytes: ${containerDifference(old, fresh)}`];
}

function containerDifference(old: InputFacts, fresh: InputFacts): string {
  if (old.format !== fresh.format) return `${old.format} against ${fresh.format}`;
  const keys = [...new Set([...Object.keys(old.container), ...Object.keys(fresh.container)])];
  const differing = keys.filter((key) => old.container[key] !== fresh.container[key]);
  if (differing.length === 0) return "order, padding or names within the container";
  const show = (value: unknown) => value === undefined ? "none" : escapeText(String(value));
  return differing.map((key) => `${escapeText(key)} ${show(old.container[key])} against ${show(fresh.container[key])}`)
    .join(", ");
}
