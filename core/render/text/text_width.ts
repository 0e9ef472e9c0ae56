import { eastAsianWidth } from "get-east-asian-width";

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
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  // What a reader takes for one character, however many code points it is made of. Made here, since making one is slow.
  const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
  let columns = 0;
  for (const { segment } of characters.segment(text.replace(COLOUR, ""))) columns += characterWidth(segment);
  return columns;
}

// What nearly every name is made of, and quick to tell.
const ONE_COLUMN_EACH = /^[ -~]*$/;

// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[[\d;]*m/g;

// U+FE0F asks for the picture of a character that has a picture and a sign.
function characterWidth(character: string): 0 | 1 | 2 {
  // Marks, joiners and other format characters that stand alone, and controls.
  if (/^[\p{Mark}\p{Format}\p{Control}]+$/u.test(character)) return 0;
  if (character.includes("\ufe0f")) return 2;
  return Array.from(character).some((point) => eastAsianWidth(point.codePointAt(0)!) === 2) ? 2 : 1;
}

/** The text with spaces behind it up to a width in columns. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}
