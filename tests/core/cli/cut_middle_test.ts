import { assert, assertEquals } from "@std/assert";
import { cutMiddle } from "../../../core/cli/cut_middle.ts";
import { textWidth } from "../../../core/render/text/text_width.ts";

Deno.test("cutMiddle() keeps to the columns, whatever the characters take", () => {
  const texts = [
    "model.layers.31.mlp.down_proj.weight",
    "\u5c64".repeat(40),
    "e\u0301".repeat(40),
    "\u{1f468}\u200d\u{1f469}".repeat(20),
  ];
  for (const text of texts) {
    for (let columns = 0; columns <= 40; columns++) {
      const cut = cutMiddle(text, columns);
      assert(textWidth(cut) <= columns, `${cut} in ${columns}`);
      assert(textWidth(cut) >= Math.min(textWidth(text), columns) - 2, `${cut} in ${columns}`);
    }
  }
});

Deno.test("cutMiddle() does not cut a character in two", () => {
  assertEquals(cutMiddle("e\u0301".repeat(9), 7), "e\u0301e\u0301...e\u0301e\u0301");
});
