import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Flag, FLAGS } from "../../../core/cli/flags.ts";
import { helpText } from "../../../core/cli/help.ts";

const ALL: readonly Flag[] = FLAGS;

Deno.test("helpText() names every flag once, with its value, within 80 columns", () => {
  const lines = helpText().split("\n");
  for (const { name, value } of ALL) {
    const named = lines.filter((line) => new RegExp(String.raw`^  (-\w, )?--${name}\b(?!-)`).test(line));
    assertEquals(named.length, 1, name);
    if (value) assertMatch(named[0]!, new RegExp(String.raw`--[a-z-]+ ${value}(\s|$)`));
  }
  for (const line of lines) assert(line.length <= 80, line);
});

Deno.test("FLAGS have names of their own, and letters", () => {
  const names = ALL.flatMap(({ name, short, aliases = [] }) => [name, ...(short ? [short] : []), ...aliases]);
  assertEquals(new Set(names).size, names.length);
  for (const { about } of ALL) assert(!about.endsWith("."), about);
});
