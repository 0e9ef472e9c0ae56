import { escapeText } from "../../model/escape.ts";
import type { InputFacts, Report } from "../../model/report.ts";
import { textWidth } from "./text_width.ts";

/** The first lines of a pair whose content is the same in another container; nothing for other pairs. */
export function sameContentLine({ verdict, inputs, comparison: { kind } }: Report, width: number): string[] {
  if (verdict !== "identical_content" || !inputs.old || !inputs.new) return [];
  const found = containerDifferences(inputs.old, inputs.new);
  const isText = kind === "document" || kind === "table";
  if (found.length === 0) {
    found.push(isText ? "order, spelling or white space" : "order, padding or names in the container");
  }
  const line = `${TITLE} ${found.join(", ")}`;
  return textWidth(line) <= width ? [line] : [TITLE, ...found.map((difference) => `  ${difference}`)];
}

const TITLE = "Same content, different bytes:";

function containerDifferences(old: InputFacts, fresh: InputFacts): string[] {
  if (old.format !== fresh.format) return [`${escapeText(old.title)} against ${escapeText(fresh.title)}`];
  const keys = [...new Set([...Object.keys(old.container), ...Object.keys(fresh.container)])];
  const unequal = keys.filter((key) => old.container[key] !== fresh.container[key]);
  // Another layout explains whatever else is different.
  const differing = unequal.includes("layout") ? ["layout"] : unequal;
  const show = (value: unknown) => value === undefined ? "none" : escapeText(String(value));
  const name = (key: string) => escapeText(key).replaceAll("_", " ");
  return differing.map((key) => `${name(key)} ${show(old.container[key])} against ${show(fresh.container[key])}`);
}

/** What an `unknown` verdict claims, and no more. */
export function unknownLine({ problems, inputs }: Pick<Report, "problems" | "inputs">): string {
  if (problems.some(({ severity }) => severity === "trouble")) {
    return "Not everything could be compared: see the problems";
  }
  if (inputs.old?.selected) return "Nothing that the filter selects differs; other bytes do";
  return "Not everything was compared; of the rest nothing differs";
}
