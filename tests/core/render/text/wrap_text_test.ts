import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createStyle } from "../../../../core/render/text/style.ts";
import { wrapLine } from "../../../../core/render/text/wrap_text.ts";

Deno.test("wrapLine() keeps every word, in order, within the width", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "."), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.nat(4), fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), word)), (indent, words) => {
      const line = " ".repeat(indent) + words.map(([gap, text], i) => " ".repeat(i === 0 ? 0 : gap) + text).join("");
      const lines = wrapLine(line, 20);
      assertEquals(lines.flatMap((each) => each.split(" ").filter(Boolean)), words.map(([, text]) => text));
      assert(lines.every(({ length }) => length <= 20));
      assert(lines.slice(1).every((each) => each.startsWith(" ".repeat(indent + 4))));
    }),
    { seed: 1 },
  );
});

Deno.test("wrapLine() leaves a line that fits as it is, and a word that does not", () => {
  assertEquals(wrapLine("  a   b  ", 9), ["  a   b  "]);
  assertEquals(wrapLine("", 9), [""]);
  assertEquals(wrapLine("  abcdefghij", 5), ["  abcdefghij"]);
});

Deno.test("wrapLine() does not count colours", () => {
  const { added } = createStyle(true);
  assertEquals(wrapLine(`${added("abc")} ${added("def")}`, 7), [`${added("abc")} ${added("def")}`]);
});
