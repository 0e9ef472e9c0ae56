import { textWidth } from "../render/text/text_width.ts";

const MARK = "...";

/**
 * A text in at most so many columns: what does not fit is cut out of its
 * middle, since names of tensors and files differ at their ends.
 *
 * @example
 * ```ts
 * import { cutMiddle } from "./cut_middle.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(cutMiddle("layer4.1.conv2.weight", 15), "layer4...weight");
 * assertEquals(cutMiddle("fc.bias", 15), "fc.bias");
 * ```
 */
export function cutMiddle(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  const room = Math.max(0, columns - MARK.length);
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const characters = Array.from(segmenter.segment(text), ({ segment }) => segment);
  const head = fitting(characters, Math.floor(room / 2));
  const tail = fitting(characters.toReversed(), room - textWidth(head.join(""))).reverse();
  return `${head.join("")}${MARK.slice(0, columns)}${tail.join("")}`;
}

/** The first characters that fit into so many columns. */
function fitting(characters: readonly string[], columns: number): string[] {
  let left = columns;
  const end = characters.findIndex((character) => (left -= textWidth(character)) < 0);
  return characters.slice(0, end < 0 ? characters.length : end);
}
