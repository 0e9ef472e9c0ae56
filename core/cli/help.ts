import { VERSION } from "../model/version.ts";
import { wrapLine } from "../render/text/wrap_text.ts";
import { type Flag, FLAGS } from "./flags.ts";

/** The groups of flags and their titles, in the order of help. */
export const GROUPS: readonly (readonly [Flag["group"], string])[] = [
  ["output", "Output"],
  ["selection", "What to compare"],
  ["comparison", "How to compare"],
  ["status", "Exit status"],
  ["general", "General"],
];

const WIDTH = 80;
const INDENT = 25;

/** The text of `--help`: examples first, then the flags by group. */
export function helpText(): string {
  const flags = GROUPS.map(([group, title]) => {
    const lines = (FLAGS as readonly Flag[]).filter((flag) => flag.group === group).flatMap(flagLines);
    return [`${title}:`, ...lines].join("\n");
  });
  return `${HEAD}\n${flags.join("\n\n")}\n\n${FOOT}\n`;
}

const HEAD = `diffai ${VERSION}: what changed between two machine-learning files, and how much

  diffai old.safetensors new.safetensors      models, arrays, tables, configs
  diffai run_001/ run_002/ --include "*.json" two folders, file by file
  diffai a.pth b.pth --show-structure --diff-only
  diffai a.pth b.pth --format json > diff.json
  diffai show model.pth                       one file: tensors, statistics
  diffai rules significant-change             what a finding means, what to do
  diffai formats                              what can be read

Usage: diffai [flags] OLD NEW     OLD or NEW may be - for standard input
       diffai [flags] show PATH
       diffai rules [ID]
       diffai analyses [ID]
       diffai formats
`;

const FOOT = `0: the comparison ran, whatever it found. 1: asked for by --exit-code or
--quiet, and something differs, or by --fail-on, and such a finding stands.
2: trouble: usage, unreadable, malformed, or something could not be compared.`;

function flagLines({ name, short, aliases = [], value, choices, about, repeatable }: Flag): string[] {
  const names = [...(short ? [`-${short}`] : []), `--${name}`, ...aliases.map((alias) => `--${alias}`)].join(", ");
  const left = `  ${names}${value ? ` ${value}` : ""}`;
  const text = `${about}${choices ? `: ${choices.join(", ")}` : ""}${repeatable ? "; may be repeated" : ""}`;
  return left.length < INDENT - 1
    ? wrapLine(left.padEnd(INDENT) + text, WIDTH, INDENT - 2)
    : [left, ...wrapLine(" ".repeat(INDENT) + text, WIDTH, 0)];
}
