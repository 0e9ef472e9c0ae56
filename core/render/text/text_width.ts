import stringWidth from "string-width";

/**
 * Columns that a text takes in a terminal: two for a CJK character or an emoji,
 * none for a combining mark, a colour or what is joined to the one before.
 *
 * @example
 * ```ts
 * import { textWidth } from "./text_width.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(textWidth("fc.weight"), 9);
 * assertEquals(textWidth("層.weight"), 9);
 * assertEquals(textWidth("\u001b[31m-\u001b[39m"), 1);
 * ```
 */
export function textWidth(text: string): number {
  return ONE_COLUMN_EACH.test(text) ? text.length : stringWidth(text);
}

// What nearly every name is made of, and quick to tell.
const ONE_COLUMN_EACH = /^[ -~]*$/;

/** The text with spaces behind it up to a width in columns. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}
