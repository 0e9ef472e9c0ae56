import { assertEquals } from "@std/assert";
import { outlinePickle } from "../../../plugins/pickle/pickle_outline.ts";
import { assemble, type Part } from "./assemble.ts";

/** Arguments that hold what would be an instruction, were they not skipped: `h\x07`, and a STOP. */
const ARGUMENTS: Readonly<Record<string, readonly Part[]>> = {
  "a byte": ["K", "."],
  "two bytes": ["M", "h\x07"],
  "four bytes": ["J", "h\x07.."],
  "eight bytes": ["G", "h\x07......"],
  "a line": ["V", "h\x07.\n"],
  "two lines": ["c", "h\x07.\nh\x07.\n"],
  "a text with its length in one byte": ["\x8c", "\x03", "h\x07."],
  "a text with its length in four bytes": ["X", "\x03\0\0\0", "h\x07."],
  "a text with its length in eight bytes": ["\x8d", "\x03\0\0\0\0\0\0\0", "h\x07."],
};

for (const [name, argument] of Object.entries(ARGUMENTS)) {
  Deno.test(`outlinePickle() passes over ${name}`, () => {
    const pickle = assemble(...argument, "h\x05", ".", "h\x06");
    assertEquals(outlinePickle(pickle), { isCut: false, recalled: new Set([5]) });
    for (let length = 0; length < pickle.length - 2; length++) {
      assertEquals(outlinePickle(pickle.subarray(0, length)).isCut, true, `${length} bytes`);
    }
  });
}

Deno.test("outlinePickle() finds each way of asking the memo", () => {
  const pickle = assemble("h\xff", "j\x01\x02\x03\x04", "g0012\n", ".");
  assertEquals(outlinePickle(pickle).recalled, new Set([0xff, 0x04030201, 12]));
});

Deno.test("outlinePickle() stops at what is no instruction, and at lengths beyond the pickle", () => {
  assertEquals(outlinePickle(assemble("h\x01", 0xff, "h\x02")), { isCut: false, recalled: new Set([1]) });
  const beyond = assemble("\x8d", "\xff\xff\xff\xff\xff\xff\xff\xff", "h\x02.");
  assertEquals(outlinePickle(beyond), { isCut: true, recalled: new Set<number>() });
});
