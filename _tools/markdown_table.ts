/**
 * A Markdown table laid out as `deno fmt` does it. Cells are Markdown, without line ends.
 *
 * @example
 * ```ts
 * import { markdownTable } from "./markdown_table.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(
 *   markdownTable(["id", "title"], [["csv", "CSV"], ["or", "a | b"]]),
 *   "| id  | title  |\n| --- | ------ |\n| csv | CSV    |\n| or  | a \\| b |\n",
 * );
 * ```
 */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |\n`;
  const [head, ...body] = cells;
  return [line(head!), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("");
}
