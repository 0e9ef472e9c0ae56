import { wrapLine } from "../../core/render/text/wrap_text.ts";

/** As `deno fmt` wraps Markdown. */
const WIDTH = 120;

/** Markdown text wrapped as `deno fmt` does it, with its line end. */
export function paragraph(text: string): string {
  return `${wrapLine(text, WIDTH, 0).join("\n")}\n`;
}

/** A Markdown list, an item a text. */
export function bulletList(items: readonly string[]): string {
  return items.map((item) => `${wrapLine(`- ${item}`, WIDTH, 2).join("\n")}\n`).join("");
}
