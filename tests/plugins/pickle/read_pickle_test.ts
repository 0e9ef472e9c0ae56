import { assert, assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { FormatError, LimitError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { OPCODES } from "../../../plugins/pickle/opcodes.ts";
import { readPickle, readPickleAt } from "../../../plugins/pickle/read_pickle.ts";
import {
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  PicklePersistent,
  PickleSet,
  PickleTuple,
  type PickleValue,
} from "../../../plugins/pickle/value.ts";
import { assemble, run, valueOf } from "./assemble.ts";

const SCALARS: readonly (readonly [name: string, pickle: Uint8Array, value: PickleValue])[] = [
  ["INT", assemble("I-12\n."), -12n],
  ["INT true", assemble("I01\n."), true],
  ["INT false", assemble("I00\n."), false],
  ["LONG", assemble("L1267650600228229401496703205376L\n."), 2n ** 100n],
  ["FLOAT", assemble("F1.5e3\n."), 1500],
  ["FLOAT nan", assemble("Fnan\n."), NaN],
  ["BININT", assemble("J", 0xfe, 0xff, 0xff, 0xff, "."), -2n],
  ["BININT1", assemble("K", 200, "."), 200n],
  ["BININT2", assemble("M", 1, 2, "."), 513n],
  ["LONG1", assemble(0x80, 2, 0x8a, 2, 0xff, 0x00, "."), 255n],
  ["LONG1 empty", assemble(0x80, 2, 0x8a, 0, "."), 0n],
  ["LONG4", assemble(0x80, 2, 0x8b, 1, 0, 0, 0, 0xff, "."), -1n],
  ["BINFLOAT", assemble("G", 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, "."), 1.5],
  ["NONE", assemble("N."), null],
  ["NEWTRUE", assemble(0x80, 2, 0x88, "."), true],
  ["NEWFALSE", assemble(0x80, 2, 0x89, "."), false],
  ["STRING", assemble("S'a\\n\\x41\\'\\\\'\n."), "a\nA'\\"],
  ["BINSTRING", assemble("T", 2, 0, 0, 0, "ab."), "ab"],
  ["SHORT_BINSTRING that is no text", assemble("U", 1, 0xff, "."), new Uint8Array([0xff])],
  ["UNICODE", assemble("Va\\u00e9\\U0001f600\n."), "aé😀"],
  ["BINUNICODE", assemble("X", 2, 0, 0, 0, 0xc3, 0xa9, "."), "é"],
  ["BINUNICODE with a byte-order mark", assemble("X", 3, 0, 0, 0, 0xef, 0xbb, 0xbf, "."), "\ufeff"],
  ["SHORT_BINUNICODE", assemble(0x80, 4, 0x8c, 1, "a."), "a"],
  ["BINUNICODE8", assemble(0x80, 4, 0x8d, 1, 0, 0, 0, 0, 0, 0, 0, "a."), "a"],
  ["BINBYTES", assemble(0x80, 3, "B", 1, 0, 0, 0, 7, "."), new Uint8Array([7])],
  ["SHORT_BINBYTES", assemble(0x80, 3, "C", 2, 7, 8, "."), new Uint8Array([7, 8])],
  ["BINBYTES8", assemble(0x80, 4, 0x8e, 1, 0, 0, 0, 0, 0, 0, 0, 7, "."), new Uint8Array([7])],
  ["BYTEARRAY8", assemble(0x80, 5, 0x96, 1, 0, 0, 0, 0, 0, 0, 0, 7, "."), new Uint8Array([7])],
];

for (const [name, bytes, value] of SCALARS) {
  Deno.test(`readPickle() reads ${name}`, () => assertEquals(run(bytes).value, value));
}

Deno.test("readPickle() keeps int 1 and float 1.0 apart", () => {
  assertEquals(typeof valueOf("K", 1, "."), "bigint");
  assertEquals(typeof valueOf("F1.0\n."), "number");
});

Deno.test("readPickle() builds lists, tuples, dicts and sets", () => {
  assertEquals((valueOf("(I1\nI2\nl.") as PickleList).items, [1n, 2n]);
  assertEquals((valueOf("]K", 1, "a(K", 2, "K", 3, "e.") as PickleList).items, [1n, 2n, 3n]);
  assertEquals((valueOf("(K", 1, "K", 2, "t.") as PickleTuple).items, [1n, 2n]);
  assertEquals((valueOf("K", 1, "K", 2, "K", 3, 0x87, ".") as PickleTuple).items, [1n, 2n, 3n]);
  assertEquals((valueOf(").") as PickleTuple).items, []);
  const dict = valueOf("}K", 1, "Ns(K", 2, "I01\nu.") as PickleDict;
  assertEquals([dict.keys, dict.values], [[1n, 2n], [null, true]]);
  assertEquals((valueOf("(K", 1, "Nd.") as PickleDict).keys, [1n]);
  assertEquals((valueOf(0x8f, "(K", 1, 0x90, ".") as PickleSet).items, [1n]);
  assertEquals((valueOf("(K", 1, 0x91, ".") as PickleSet).typeName, "frozenset");
});

Deno.test("readPickle() shares what is memoized, by each opcode of the memo", () => {
  for (const [put, get] of [["p0\n", "g0\n"], ["q\0", "h\0"], ["r\0\0\0\0", "j\0\0\0\0"], ["\x94", "h\0"]]) {
    const [first, second] = (valueOf("(]", put!, get!, "t.") as PickleTuple).items;
    assertInstanceOf(first, PickleList);
    assert(first === second);
  }
});

Deno.test("readPickle() pops, duplicates and drops marks", () => {
  assertEquals(valueOf("K", 1, "K", 2, "0."), 1n);
  assertEquals(valueOf("K", 1, "(0."), 1n);
  assertEquals(valueOf("K", 1, "(K", 2, "1."), 1n);
  assertEquals((valueOf("K", 1, "2", 0x86, ".") as PickleTuple).items, [1n, 1n]);
});

const CALLS: readonly (readonly [name: string, pickle: Uint8Array])[] = [
  ["REDUCE", assemble("cos\nsystem\n(S'x'\ntR.")],
  ["STACK_GLOBAL and REDUCE", assemble(0x80, 4, 0x8c, 2, "os", 0x8c, 6, "system", 0x93, 0x8c, 1, "x", 0x85, "R.")],
  ["INST", assemble("(S'x'\nios\nsystem\n.")],
  ["OBJ", assemble("(cos\nsystem\nS'x'\no.")],
  ["NEWOBJ", assemble("cos\nsystem\n(S'x'\nt", 0x81, ".")],
  ["NEWOBJ_EX", assemble("cos\nsystem\n(S'x'\nt}", 0x92, ".")],
];

for (const [name, bytes] of CALLS) {
  Deno.test(`readPickle() names what ${name} would call and does not call it`, () => {
    const { value, globals } = run(bytes);
    assertInstanceOf(value, PickleObject);
    assertEquals((value.callable as PickleGlobal).qualifiedName, "os.system");
    assertEquals((value.args as PickleTuple).items, ["x"]);
    assertEquals(globals.map((global) => global.qualifiedName), ["os.system"]);
  });
}

Deno.test("readPickle() keeps state, items and entries of an object apart", () => {
  const object = valueOf("ca\nB\n)", 0x81, "}b(K", 1, "e(K", 2, "Nu.") as PickleObject;
  assertInstanceOf(object.state, PickleDict);
  assertEquals(object.items, [1n]);
  assertEquals(object.entries?.keys, [2n]);
});

Deno.test("readPickle() loses nothing when BUILD meets no object or a state that is there already", () => {
  const twice = valueOf("ca\nB\n)", 0x81, "K", 1, "bK", 2, "b.") as PickleObject;
  assertEquals([twice.state, (twice.callable as PickleObject).state], [2n, 1n]);
  const onClass = valueOf("ca\nB\nK", 1, "b.") as PickleObject;
  assertEquals([onClass.state, (onClass.callable as PickleGlobal).name], [1n, "B"]);
});

Deno.test("readPickle() gives Python 2's modules their names of today", () => {
  assertEquals(run(assemble("c__builtin__\nset\n.")).globals[0]!.qualifiedName, "builtins.set");
});

Deno.test("readPickle() asks for persistent ids, and keeps those that nobody knows", () => {
  const bytes = assemble("(P7\nK", 1, "Qt.");
  const { value } = readPickle(bytes, {
    file: "a.pkl",
    offset: 0,
    limits: DEFAULT_LIMITS,
    persistent: (id) => id === "7" ? "seven" : undefined,
  });
  const [known, unknown] = (value as PickleTuple).items;
  assertEquals(known, "seven");
  assertEquals((unknown as PicklePersistent).id, 1n);
});

Deno.test("readPickle() tells the protocol and where the pickle ends", () => {
  assertEquals(run(assemble(0x80, 4, 0x95, 2, 0, 0, 0, 0, 0, 0, 0, "N.rest")).length, 13);
  for (const [bytes, protocol] of [["N.", 0], ["].", 1], ["\x80\x03N.", 3]] as const) {
    assertEquals(run(assemble(bytes)).protocol, protocol);
  }
});

const MALFORMED: readonly (readonly [reason: string, pickle: Uint8Array])[] = [
  ["the pickle ends without STOP", assemble("K", 1)],
  ["the pickle ends without STOP", assemble("")],
  ["is not a pickle opcode", assemble(0xff)],
  ["the stack is empty", assemble(".")],
  ["the stack is empty", assemble("K", 1, "(.")],
  ["the stack is empty", assemble("a")],
  ["the stack is empty", assemble("0")],
  ["the stack is empty", assemble("q", 0)],
  ["the stack is empty", assemble("K", 1, "(", 0x85)],
  ["there is no mark", assemble("t")],
  ["there is no class after the mark", assemble("(o")],
  ["a key has no value", assemble("}(K", 1, "u")],
  ["members are added to a value of type int", assemble("K", 1, "K", 1, "a")],
  ["members are set in a value of type list", assemble("]K", 1, "K", 1, "s")],
  ["the memo has nothing at 7", assemble("h", 7)],
  ["its text is not a memo index", assemble("g-1\n")],
  ["its text is not an integer", assemble("I0x10\n")],
  ["its text is not a number", assemble("Fconstructor\n")],
  ["its text is not a quoted string", assemble("Sabc\n")],
  ["its text has a bad escape", assemble("V\\U00110000\n")],
  ["its text is not UTF-8", assemble("X", 1, 0, 0, 0, 0xff, ".")],
  ["its text has no end of line", assemble("cos")],
  ["4294967295 bytes are wanted, but 1 are left", assemble("X", 0xff, 0xff, 0xff, 0xff, ".")],
  ["18446744073709551615 bytes are wanted, but 1 are left", assemble(0x8e, "\xff".repeat(8), ".")],
  ["length -1 is negative", assemble("T", 0xff, 0xff, 0xff, 0xff)],
  ["length -1 is negative", assemble(0x8b, 0xff, 0xff, 0xff, 0xff)],
  ["bytes are wanted, but 1 are left", assemble(0x95, 9, 0, 0, 0, 0, 0, 0, 0, ".")],
  ["protocol 6 is not known", assemble(0x80, 6, "N.")],
  ["a class is named by the extension code 5", assemble(0x82, 5, ".")],
  ["its data are in a buffer outside", assemble(0x97, ".")],
  ["its data are in a buffer outside", assemble("N", 0x98, ".")],
  ["a global is named by int and str", assemble("K", 1, "Va\n", 0x93, ".")],
];

for (const [reason, bytes] of MALFORMED) {
  Deno.test(`readPickle() refuses ${JSON.stringify(String.fromCharCode(...bytes))}: ${reason}`, () => {
    const error = assertThrows(() => run(bytes), FormatError, reason);
    assert(error.place !== undefined && "offset" in error.place);
  });
}

Deno.test("readPickle() bounds integers, objects, members, the stack, marks and the memo", () => {
  const limits = { ...DEFAULT_LIMITS, nodes: 10 };
  const bombs = [
    assemble("]".repeat(21), "."),
    assemble("N".repeat(81), "."),
    assemble("]", "(" + "N".repeat(30) + "e(" + "N".repeat(30) + "e(" + "N".repeat(30) + "e", "."),
    assemble("(".repeat(21), "."),
    assemble("N", "\x94".repeat(21), "."),
    assemble(0x8b, 1, 0, 1, 0, "\xff".repeat(65537), "."),
    assemble("I" + "9".repeat(65537) + "\n."),
  ];
  for (const bytes of bombs) assertThrows(() => run(bytes, limits), LimitError);
});

Deno.test("readPickle() survives every opcode with nothing to work on", () => {
  for (const { code, name } of OPCODES) {
    if (["NONE", "NEWTRUE", "NEWFALSE", "MARK", "PROTO", "FRAME"].includes(name) || name.startsWith("EMPTY")) continue;
    assertThrows(() => run(assemble(code)), FormatError);
  }
});

Deno.test("readPickleAt() reads no more of a source than the pickle takes, about", async () => {
  const bytes = new Uint8Array(100_000);
  bytes.set(assemble("(K", 1, "K", 2, "t."), 7);
  let furthest = 0;
  const memory = createMemorySource("a.pkl", bytes);
  const counting = {
    ...memory,
    read: (offset: number, into: Uint8Array) => {
      furthest = Math.max(furthest, offset + into.length);
      return memory.read(offset, into);
    },
  };
  const { length } = await readPickleAt(counting, 7, { file: "a.pkl", offset: 7, limits: DEFAULT_LIMITS });
  assertEquals(length, 7);
  assert(furthest < 10_000);
});

Deno.test("readPickleAt() reads a pickle longer than its first look, and refuses one longer than the limit", async () => {
  const source = createMemorySource("a.pkl", assemble("(" + "N".repeat(50_000) + "t."));
  const options = { file: "a.pkl", offset: 0, limits: DEFAULT_LIMITS };
  assertEquals(((await readPickleAt(source, 0, options)).value as PickleTuple).items.length, 50_000);
  const limits = { ...DEFAULT_LIMITS, pickleBytes: 10_000 };
  await assertRejects(() => readPickleAt(source, 0, { ...options, limits }), LimitError);
});
