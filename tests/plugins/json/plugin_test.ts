import { assertEquals, assertRejects } from "@std/assert";
import { FormatError, LimitError } from "../../../core/model/errors.ts";
import type { ScalarNode } from "../../../core/model/scalar.ts";
import type { ListNode, MapNode, TreeNode } from "../../../core/model/tree.ts";
import plugin from "../../../plugins/json/plugin.ts";
import { detectText, fixturesOf, loadFixture, loadText, toFacts } from "../load_text.ts";

async function read(text: string, file = "a.json"): Promise<TreeNode> {
  return (await loadText(plugin, file, text)).root;
}

function valueOf(text: string): Promise<unknown> {
  return read(text).then((root) => (root as ScalarNode).value);
}

for (const { name, path, facts } of fixturesOf("json")) {
  Deno.test(`load() reads ${name} as Python does`, async () => {
    const { root, container } = await loadFixture(plugin, path);
    assertEquals(toFacts(root), facts.values ?? facts.records);
    assertEquals(container?.layout, facts.format === "json lines" ? "JSON Lines" : "JSON");
    assertEquals(container?.byte_order_mark, facts.bom === true);
  });
}

Deno.test("load() reads every kind of value", async () => {
  const root = await read(' {"a": [1, -2.5e3, "\\u00fc\\n", true, false, null, {}, []], "b": {"": 0}} ');
  assertEquals(toFacts(root), { a: [1, -2500, "ü\n", true, false, null, {}, []], b: { "": 0 } });
});

Deno.test("load() keeps integers exact and the digits that float64 loses", async () => {
  assertEquals(await valueOf("123456789012345678901234567890"), 123456789012345678901234567890n);
  assertEquals(await valueOf("-9007199254740993"), -9007199254740993n);
  assertEquals(await read("0.1000000000000000000001"), {
    kind: "scalar",
    type: "float",
    value: 0.1,
    literal: "0.1000000000000000000001",
  });
  assertEquals(await read("10.0"), { kind: "scalar", type: "float", value: 10 });
  assertEquals(await read("10"), { kind: "scalar", type: "int", value: 10 });
});

Deno.test("load() reads Python's NaN and infinities", async () => {
  const root = await read("[NaN, Infinity, -Infinity]") as ListNode;
  assertEquals(root.items.map((item) => (item as ScalarNode).value), [NaN, Infinity, -Infinity]);
});

Deno.test("load() keeps members in file order and names of JavaScript's own properties", async () => {
  const root = await read('{"b": 1, "1": 2, "__proto__": {"polluted": true}, "constructor": 3}') as MapNode;
  assertEquals([...root.entries.keys()], ["b", "1", "__proto__", "constructor"]);
  assertEquals("polluted" in {}, false);
});

Deno.test("load() takes the last of several members with one key and says so", async () => {
  const { root, notes } = await loadText(plugin, "a.json", '{"lr": 1,\n "lr": 2}');
  assertEquals(toFacts(root), { lr: 2 });
  assertEquals(notes, ['line 2, column 2: the key "lr" occurs again in its object; the last value counts']);
});

Deno.test("load() counts the duplicate keys that it does not list", async () => {
  const { notes } = await loadText(plugin, "a.json", `{${Array(10).fill('"k": 1').join()}}`);
  assertEquals(notes.length, 6);
  assertEquals(notes.at(-1), "keys occur again in their objects (9 in all); the last value counts");
});

Deno.test("load() passes over comments and trailing commas and says so", async () => {
  const { root, notes } = await loadText(plugin, "a.jsonc", '// first\n{"a": [1, 2,], /* b */ "c": 3,}');
  assertEquals(toFacts(root), { a: [1, 2], c: 3 });
  assertEquals(notes, [
    "line 1, column 1: it has comments, which JSON does not have; they are left out (2 in all)",
    "line 2, column 12: it has commas behind a last member, which JSON does not have (2 in all)",
  ]);
});

const MALFORMED: readonly [text: string, message: string][] = [
  ["", 'Cannot read "a.json": it holds no value'],
  [" \n", "it holds no value"],
  ['{"a": [1, 2', "at line 1, column 12: the text ends in the array that starts at line 1, column 7"],
  ['{"a"', "at line 1, column 5: the text ends in the object that starts at line 1, column 1"],
  ['{"a": 1 "b": 2}', 'at line 1, column 9: found "b", expected "," or "}"'],
  ["[1 2]", 'at line 1, column 4: found "2", expected "," or "]"'],
  ['{"a" 1}', 'at line 1, column 6: found "1", expected ":" after a key'],
  ["{a: 1}", 'at line 1, column 2: found "a", expected a key in double quotes'],
  ["[1,,2]", 'at line 1, column 4: found ",", expected a value'],
  ["[,]", 'at line 1, column 2: found ",", expected a value'],
  ["[1}", 'at line 1, column 3: found "}", expected "," or "]"'],
  ["]", 'at line 1, column 1: found "]", expected a value'],
  ["\n  True", 'at line 2, column 3: found "True", expected a value'],
  ["['a']", `at line 1, column 2: found "'a'", expected a value`],
  ["- Infinity", 'at line 1, column 3: found "Infinity", expected a number after "-"'],
  ["-NaN", 'expected a number after "-"'],
  ['"abc', "at line 1, column 1: a text is not closed on its line"],
  ['["a\n"]', "at line 1, column 2: a text is not closed on its line"],
  ['"a\tb"', "at line 1, column 1: a text has a control character, which JSON writes as an escape"],
  ['"\\x41"', "a text has a backslash before a character that needs none"],
  ['"\\u12"', "\\u in a text is not followed by four hexadecimal digits"],
  ["[1.]", "at line 1, column 2: digits are missing at the end of a number"],
  ["1e", "digits are missing at the end of a number"],
  ["/* a", "at line 1, column 1: a comment is not closed"],
  ["[01]", 'at line 1, column 3: found "1", expected "," or "]"'],
  ['{"a": 1} {"a": 2}', "at line 1, column 10: there is more text behind the document"],
  ["{\n}\n{}", "at line 3, column 1: there is more text behind the document"],
];

for (const [text, message] of MALFORMED) {
  Deno.test(`load() refuses ${JSON.stringify(text)}`, async () => {
    await assertRejects(() => read(text), FormatError, message);
  });
}

Deno.test("load() keeps a long piece of the file out of its messages", async () => {
  const error = await assertRejects(() => read(`[${"x".repeat(1000)}]`), FormatError);
  assertEquals(error.reason, `found "${"x".repeat(40)}"..., expected a value`);
});

Deno.test("load() stops at the limits of depth, values and digits", async () => {
  const deep = `${"[".repeat(100_000)}`;
  await assertRejects(() => read(deep), LimitError, "at line 1, column 513: it is nested deeper than 512 levels");
  await assertRejects(
    () => loadText(plugin, "a.json", "[1, 2, 3]", { nodes: 3 }),
    LimitError,
    "at line 1, column 8: it has more than 3 values",
  );
  await assertRejects(() => read("9".repeat(70_000)), LimitError, "a number has 70000 characters, but may have 65536");
});

Deno.test("load() reads as deep as the limit", async () => {
  let node: TreeNode | undefined = await read("[".repeat(512) + "]".repeat(512));
  let depth = 0;
  for (; node?.kind === "list"; depth++) node = node.items[0];
  assertEquals(depth, 512);
});

Deno.test("load() reads JSON Lines by name: a value on each line, blank lines between", async () => {
  const { root, container, notes } = await loadText(plugin, "a.jsonl", '\n{"a": 1}\r\n\r\n[2]\n"x"');
  assertEquals(toFacts(root), [{ a: 1 }, [2], "x"]);
  assertEquals([container?.layout, notes], ["JSON Lines", []]);
  assertEquals(toFacts(await read("", "a.jsonl")), []);
  assertEquals(toFacts(await read("{}", "a.ndjson")), [{}]);
});

Deno.test("load() reads JSON Lines by content and says so", async () => {
  const { root, container, notes } = await loadText(plugin, "a.json", '{"a": 1}\n{"a": 2}\n');
  assertEquals(toFacts(root), [{ a: 1 }, { a: 2 }]);
  assertEquals(container?.layout, "JSON Lines");
  assertEquals(notes, ["it has a value on each line, so it is read as JSON Lines"]);
});

Deno.test("load() names the bad line of JSON Lines", async () => {
  const refused: readonly [string, string][] = [
    ['{"a": 1}\n{"a": \n{"a": 3}\n', "at line 2: the line ends inside a value"],
    ['{"a": 1}\n{"a": 2} {"a": 3}\n', "at line 2, column 10: the line goes on behind its value"],
    ['{"a": 1}\nnot json\n', 'at line 2, column 1: found "not", expected a value'],
    ['{"a": 1},\n{"a": 2}\n', "at line 1, column 9: the line goes on behind its value"],
    ["{\n}\n", "at line 1: the line ends inside a value"],
  ];
  for (const [text, message] of refused) await assertRejects(() => read(text, "a.jsonl"), FormatError, message);
});

Deno.test("load() tells the byte of bad UTF-8", async () => {
  const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
  await assertRejects(
    () => loadText(plugin, "a.json", bytes),
    FormatError,
    "at byte 2: the bytes are not UTF-8 text",
  );
});

Deno.test("detect() goes by the name and how the text starts", () => {
  assertEquals(detectText(plugin, "a.json", "{}"), "likely");
  assertEquals(detectText(plugin, "a.json", "hello"), "possible");
  assertEquals(detectText(plugin, "a.json", "\x80\x02}q\0"), null);
  assertEquals(detectText(plugin, "-", '{"a": 1}'), "likely");
  assertEquals(detectText(plugin, "-", '\ufeff[\n  {"a": 1}'), "likely");
  assertEquals(detectText(plugin, "-", `[${'{"loss": NaN, "s": "abc"},'.repeat(10_000)}1]`), "likely");
  for (const text of ["[section]\nkey=1", "{a: 1}", "a,b\n", "key: value", "", '{"greeting"} says {{name}}', '["a\n']) {
    assertEquals(detectText(plugin, "-", text), null, text);
  }
});

Deno.test("summarize() tells the layout and what is at the top", async () => {
  const facts = await plugin.summarize(await loadText(plugin, "a.jsonl", "{}\n{}\n"));
  assertEquals(facts, {
    facts: [{ label: "layout", value: "JSON Lines" }, { label: "top level", value: "list of 2" }],
  });
});
