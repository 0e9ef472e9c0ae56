/**
 * Makes a text that came from a file safe to print in one terminal line:
 * control characters, line separators, direction overrides and lone surrogates
 * become `\n`-style or `\u{...}` escapes, a backslash is doubled only where one
 * of those had to be escaped.
 *
 * @example A name with a terminal escape sequence
 * ```ts
 * import { escapeText } from "./escape.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(escapeText("fc\u001b[31m.weight"), "fc\\x1b[31m.weight");
 * ```
 */
export function escapeText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text.replace(/\\/g, "\\\\").replace(UNSAFE_ALL, escapeCharacter);
}

/**
 * The text in double quotes, escaped, for messages.
 *
 * @example
 * ```ts
 * import { quote } from "./escape.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(quote("a\nb"), '"a\\nb"');
 * ```
 */
export function quote(text: string): string {
  return `"${escapeText(text)}"`;
}

// C0, DEL and C1 controls; line and paragraph separators; the marks, embeddings,
// overrides and isolates that reorder text; the byte-order mark; lone surrogates,
// as a range: the first property of Unicode that a program names costs half a millisecond.
const UNSAFE_CLASS =
  "[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]";
const UNSAFE = new RegExp(UNSAFE_CLASS, "u");
const UNSAFE_ALL = new RegExp(UNSAFE_CLASS, "gu");
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
