import { textWidth } from "./text_width.ts";

/**
 * Breaks a line at spaces so that no part is longer than `width` columns, unless
 * a single word is. What is carried over is indented `deeper` columns more than
 * the line. Colours take no room.
 *
 * @example
 * ```ts
 * import { wrapLine } from "./wrap_text.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(wrapLine("  ~ fc.bias  [1000] -> [10]", 20), ["  ~ fc.bias  [1000]", "      -> [10]"]);
 * ```
 */
export function wrapLine(line: string, width: number, deeper = 4): string[] {
  if (textWidth(line) <= width) return [line];
  const start = /^ */.exec(line)![0];
  const indent = start + " ".repeat(deeper);
  const lines: string[] = [];
  let current = start;
  for (const [, gap, word] of line.slice(start.length).matchAll(/( *)([^ ]+)/g)) {
    const isEmpty = current.trim() === "";
    if (isEmpty || textWidth(current) + gap!.length + textWidth(word!) <= width) {
      current += isEmpty ? word : gap! + word;
    } else {
      lines.push(current);
      current = indent + word;
    }
  }
  return [...lines, current];
}
