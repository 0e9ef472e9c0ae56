import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { FormatError, LimitError, UnsupportedError } from "../../../core/model/errors.ts";
import type { Limits } from "../../../core/model/limits.ts";
import type { ListNode, MapNode, OpaqueNode, TreeNode } from "../../../core/model/tree.ts";
import plugin from "../../../plugins/yaml/plugin.ts";
import { detectText, fixturesOf, loadFixture, loadText, toFacts } from "../load_text.ts";

async function read(text: string, limits: Partial<Limits> = {}): Promise<TreeNode> {
  return (await loadText(plugin, "a.yaml", text, limits)).root;
}

async function valuesOf(text: string): Promise<unknown> {
  return toFacts(await read(text));
}

/** Where YAML 1.2 and its keys have it otherwise than PyYAML, which reads YAML 1.1 into Python's dictionaries. */
const OTHERWISE: Readonly<Record<string, unknown>> = {
  "words_of_yaml_1_1.yaml": {
    exponent: 1e-4,
    point: 1e-4,
    yes_word: "yes",
    off_word: "off",
    octal: 15,
    old_octal: 15,
    sexagesimal: "1:30",
    underscore: 1000,
    null_word: null,
    empty: null,
  },
  // 1 and True are one key in Python.
  "non_string_keys.yaml": { 1: "one", true: "yes it is", 2.5: "float", null: "none" },
  "dates.yaml": {
    day: "2024-02-29",
    utc: "2024-02-29T12:30:15Z",
    zoned: "2024-02-29T12:30:15.25+01:00",
    quoted: "2024-02-29",
  },
};

for (const { name, path, facts } of fixturesOf("yaml")) {
  if (facts.duplicates) {
    Deno.test(`load() refuses ${name}`, async () => {
      await assertRejects(
        () => loadFixture(plugin, path),
        FormatError,
        'Cannot read "duplicate_keys.yaml" at line 3, column 1: the key "lr" occurs again in its mapping',
      );
    });
    continue;
  }
  Deno.test(`load() reads ${name} as PyYAML does, or as YAML 1.2 has it`, async () => {
    const { root, container } = await loadFixture(plugin, path);
    assertEquals(toFacts(root), OTHERWISE[name] ?? facts.values);
    assertEquals(container?.documents, facts.documents);
  });
}

Deno.test("load() reads an alias of a value that is false, zero or empty", async () => {
  const text = "a: &a 0\nb: &b false\nc: &c\nd: &d ''\ncopy: [*a, *b, *c, *d]\n";
  assertEquals(await valuesOf(text), { a: 0, b: false, c: null, d: "", copy: [0, false, null, ""] });
});

function doubled(levels: number): string {
  const lines = Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
  return ["a0: &a0 [x]", ...lines].join("\n");
}

Deno.test("load() shares what aliases share", async () => {
  const { entries } = await read(doubled(10)) as MapNode;
  const [first, second] = (entries.get("a10") as ListNode).items;
  assertStrictEquals(first, second);
});

Deno.test("load() refuses aliases that unfold beyond the limit, without unfolding them", async () => {
  await assertRejects(() => read(doubled(1000)), LimitError, "its aliases unfold to more than 4000000 values");
});

Deno.test("load() makes an alias inside its own anchor an opaque node", async () => {
  const { root, notes } = await loadText(plugin, "a.yaml", "a: &a\n  self: *a\n");
  const inner = ((root as MapNode).entries.get("a") as MapNode).entries.get("self");
  assertEquals(inner, { kind: "opaque", typeName: "cycle to a", parts: new Map() });
  assertEquals(notes, ['line 2, column 10: the alias "a" stands inside its own anchor: a cycle']);
});

Deno.test("load() takes the latest anchor of a name", async () => {
  assertEquals(await valuesOf("- &x 1\n- *x\n- &x 2\n- *x\n"), [1, 1, 2, 2]);
  assertEquals(await valuesOf("- &x [&x 1, *x]\n- *x\n"), [[1, 1], 1]);
});

Deno.test("load() merges maps: own members win, earlier maps over later", async () => {
  const text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], z: 3}\nd: {x: 0, <<: *b}\n'<<': text\n";
  assertEquals(await valuesOf(text), {
    a: { x: 1, y: 1 },
    b: { y: 2, z: 2 },
    c: { x: 1, y: 1, z: 3 },
    d: { x: 0, y: 2, z: 2 },
    "<<": "text",
  });
});

Deno.test("load() keeps keys of different types apart", async () => {
  const { entries } = await read('1: int\n"1": text\n1.0: float\ntrue: bool\n~: nothing\n"b": x\n') as MapNode;
  assertEquals([...entries.keys()], ["1", '"1"', "1.0", "true", "null", "b"]);
});

Deno.test("load() keeps what tags name, and makes nothing", async () => {
  const { root, imports } = await loadText(
    plugin,
    "a.yaml",
    "run: !!python/object/apply:os.system ['touch x']\nshape: !!python/tuple [1, 2]\n" +
      "state: !!python/object:my.Config {lr: 0.1}\nname: !!python/name:torch.nn.ReLU ''\nref: !Ref bucket\n",
  );
  const { entries } = root as MapNode;
  assertEquals(imports, ["my.Config", "os.system", "torch.nn.ReLU"]);
  const run = entries.get("run") as OpaqueNode;
  assertEquals([run.typeName, toFacts(run.parts.get("args")!)], ["os.system", ["touch x"]]);
  assertEquals((entries.get("shape") as ListNode).typeName, "tuple");
  const state = entries.get("state") as OpaqueNode;
  assertEquals([state.typeName, toFacts(state.parts.get("state")!)], ["my.Config", { lr: 0.1 }]);
  assertEquals(entries.get("name"), { kind: "opaque", typeName: "torch.nn.ReLU", parts: new Map() });
  const ref = entries.get("ref") as OpaqueNode;
  assertEquals([ref.typeName, toFacts(ref.parts.get("value")!)], ["!Ref", "bucket"]);
});

Deno.test("load() reads values as YAML's own tags say", async () => {
  const text = "%TAG !y! tag:yaml.org,2002:\n---\na: !!str 12\nb: !!float 1\nc: !!int '7'\nd: !y!bool 'true'\n" +
    "e: !<tag:yaml.org,2002:null> ''\nf: ! 12\ng: !!float 0x10\n";
  assertEquals(await valuesOf(text), { a: "12", b: 1, c: 7, d: true, e: null, f: "12", g: 16 });
  const { entries } = await read("b: !!float 1\n") as MapNode;
  assertEquals(entries.get("b"), { kind: "scalar", type: "float", value: 1 });
});

const MALFORMED: readonly [text: string, message: string][] = [
  ["a: *nowhere\n", 'Cannot read "a.yaml" at line 1, column 5: the alias "nowhere" has no anchor before it'],
  ["a: 1\n'a': 2\n", 'at line 2, column 1: the key "a" occurs again in its mapping'],
  ["a:\n\tb: 1\n", "at line 2, column 1: tab characters must not be used in indentation"],
  ["a: [1, 2\n", "unexpected end of the stream within a flow collection"],
  ["a: 'x\n", "unexpected end of the stream within a single quoted scalar"],
  ["x: !!int abc\n", 'at line 1, column 4: its tag "!!int" does not fit the text'],
  ["<<: 1\n", "at line 1, column 1: only maps can be merged with <<"],
  ["a: &a\n  <<: *a\n", "only maps can be merged with <<"],
  ["a: \u0001\n", "the stream contains non-printable characters"],
];

for (const [text, message] of MALFORMED) {
  Deno.test(`load() refuses ${JSON.stringify(text)}`, async () => {
    await assertRejects(() => read(text), FormatError, message);
  });
}

Deno.test("load() reads lines in brackets and quotes that are indented less than what is around them", async () => {
  assertEquals(await valuesOf("m:\n  betas: [\n    0.9,\n0.999\n]\n  q: 'x\ny'\n"), {
    m: { betas: [0.9, 0.999], q: "x y" },
  });
  assertEquals(await valuesOf("- - - - - - - - - - - [\n1\n]\n"), [[[[[[[[[[[[1]]]]]]]]]]]]);
  await assertRejects(
    () => read("a:\n  b: [\n1\n]\n  b: 2\n c: 3\n"),
    FormatError,
    "at line 6, column 2: bad indentation of a mapping entry",
  );
  await assertRejects(() => read("a:\n  b: [\nx: !!int y]\n"), FormatError, "at line 3, column 4: its tag");
});

Deno.test("load() says that a map cannot be a key", async () => {
  await assertRejects(() => read("? {a: 1}\n: x\n"), UnsupportedError, "at line 1, column 3: a map is used as a key");
});

Deno.test("load() stops at the limits of depth, values and merged members", async () => {
  await assertRejects(() => read("[".repeat(20_000)), LimitError, "it is nested deeper than 512 levels");
  await assertRejects(() => read("- 1\n- 2\n- 3\n", { nodes: 3 }), LimitError, "it has more than 3 values");
  const bomb = `base: &b {${Array.from({ length: 100 }, (_, i) => `k${i}: 1`).join(", ")}}\n${
    Array.from({ length: 100 }, (_, i) => `m${i}: {<<: *b}\n`).join("")
  }`;
  await assertRejects(() => read(bomb, { nodes: 2000 }), LimitError, "merge keys copy more than 2000 values");
});

Deno.test("load() reads as deep as the limit", async () => {
  let node: TreeNode | undefined = await read("[".repeat(512) + "]".repeat(512));
  let depth = 0;
  for (; node?.kind === "list"; depth++) node = node.items[0];
  assertEquals(depth, 512);
});

Deno.test("load() reads names of JavaScript's own properties", async () => {
  const { entries } = await read("__proto__:\n  polluted: true\nconstructor: 1\n") as MapNode;
  assertEquals([...entries.keys()], ["__proto__", "constructor"]);
  assert(!("polluted" in {}));
});

Deno.test("load() tells that a text without a document has none", async () => {
  for (const text of ["", "# nothing\n"]) {
    const { root, notes } = await loadText(plugin, "a.yaml", text);
    assertEquals([root, notes], [{ kind: "list", items: [] }, ["it holds no document"]]);
  }
});

Deno.test("detect() goes by the name, and without one by the whole text", () => {
  assertEquals(detectText(plugin, "a.yaml", "anything"), "likely");
  assertEquals(detectText(plugin, "a.yml", "\x80\x02\0"), null);
  assertEquals(detectText(plugin, "-", "# run\nlr: 0.1\n"), "likely");
  assertEquals(detectText(plugin, "-", "---\n- 1\n"), "likely");
  for (const text of ["plain text", "note: this: is not\n", '{"a": 1}', "a,b\n1,2\n", ""]) {
    assertEquals(detectText(plugin, "-", text), null, text);
  }
  assertEquals(detectText(plugin, "log.txt", "INFO: started\n"), null);
});

Deno.test("summarize() tells how many documents there are and what is at the top", async () => {
  const { facts } = await plugin.summarize(await loadText(plugin, "a.yaml", "a: 1\nb: 2\n"));
  assertEquals(facts, [{ label: "documents", value: 1 }, { label: "top level", value: "map of 2" }]);
});

Deno.test("load() counts many cycles, and tells of the first", async () => {
  const { notes } = await loadText(plugin, "a.yaml", `&a [${"*a, ".repeat(20_000)}]\n`);
  assertEquals(notes.length, 6);
  assertEquals(notes[5], "aliases stand inside their own anchors (20000 in all)");
});
