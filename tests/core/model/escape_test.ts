import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { escapeText, quote } from "../../../core/model/escape.ts";

// deno-lint-ignore no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

Deno.test("escapeText() leaves nothing that moves a cursor, breaks a line or turns text around", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\u001b[2J", "\n", "\u202e", "\ud800", ""),
      (text, bad) => {
        assert(!UNSAFE.test(escapeText(text + bad + text)));
      },
    ),
    { seed: 1, numRuns: 1000 },
  );
});

Deno.test("escapeText() leaves safe text as it is, backslashes and all", () => {
  for (const text of ["", "fc.weight", "C:\\models\\a.pth", "größe", "\u{1f600}", '"']) {
    assertEquals(escapeText(text), text);
  }
});

Deno.test("escapeText() is unambiguous where it escapes", () => {
  assertEquals(escapeText("a\\n\n"), "a\\\\n\\n");
  assertEquals(escapeText("\u0000\t\u202e\udc00"), "\\x00\\t\\u{202e}\\u{dc00}");
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("\n", "\\", "n", "a") }),
      fc.string({ unit: fc.constantFrom("\n", "\\", "n") }),
      (a, b) => {
        const left = `\r${a}`, right = `\r${b}`;
        assertEquals(escapeText(left) === escapeText(right), left === right);
      },
    ),
    { seed: 2 },
  );
});

Deno.test("quote() puts the text in double quotes", () => {
  assertEquals(quote("a\nb"), '"a\\nb"');
});
