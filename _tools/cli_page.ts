import { type Flag, FLAGS } from "../core/cli/flags.ts";
import { GROUPS } from "../core/cli/help.ts";
import { markdownTable } from "./markdown_table.ts";

/** The page on the command line, from the table of flags. */
export function cliPage(): string {
  const sections = GROUPS.map(([group, title]) => {
    const rows = (FLAGS as readonly Flag[]).filter((flag) => flag.group === group).map(flagRow);
    return `## ${title}\n\n${markdownTable(["flag", "meaning"], rows)}`;
  });
  return `# Command line

\`\`\`text
diffai [flags] OLD NEW      two files, or two folders; - is standard input
diffai [flags] show PATH    one file: its tensors and values, a stable line each
diffai rules [ID]           the rules that findings come from, or what one means
diffai analyses [ID]        the analyses on request, or what one finds out
diffai formats              what can be read
\`\`\`

${sections.join("\n")}
## Status

${markdownTable(["exit status", "meaning"], STATUS)}`;
}

const STATUS = [
  ["0", "the comparison ran, whatever it found"],
  ["1", "asked for by `--exit-code` or `--quiet`, and something differs; or by `--fail-on`, and such a finding stands"],
  ["2", "trouble: usage, unreadable, malformed, or something could not be compared"],
];

function flagRow({ name, short, aliases = [], value, choices, about, repeatable }: Flag): [string, string] {
  const names = [...(short ? [`-${short}`] : []), `--${name}`, ...aliases.map((alias) => `--${alias}`)];
  const written = names.map((each) => `\`${each}${value && each.startsWith("--") ? ` ${value}` : ""}\``).join(", ");
  const values = choices ? `: ${choices.map((choice) => `\`${choice}\``).join(", ")}` : "";
  return [written, `${about}${values}${repeatable ? "; may be repeated" : ""}`];
}
