import { padToWidth, textWidth } from "./text_width.ts";

/**
 * Texts padded to the length of the longest one; those longer than `most` are
 * left as they are and do not count.
 *
 * @example
 * ```ts
 * import { alignColumn } from "./align_column.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(alignColumn(["a", "bcd", "far too long"], 8), ["a  ", "bcd", "far too long"]);
 * ```
 */
export function alignColumn(texts: readonly string[], most: number): string[] {
  const width = texts.reduce((longest, text) => {
    const columns = textWidth(text);
    return columns <= most ? Math.max(longest, columns) : longest;
  }, 0);
  return texts.map((text) => padToWidth(text, width));
}
