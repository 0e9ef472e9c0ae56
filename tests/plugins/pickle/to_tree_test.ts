import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { LimitError } from "../../../core/model/errors.ts";
import { collectLeaves } from "../../../core/model/leaf.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { childrenOf, type MapNode, type TreeNode } from "../../../core/model/tree.ts";
import { assemble, type Part, treeOf } from "./assemble.ts";

/** A tree as plain values, for comparisons: `[type, ...]` for lists, pairs for maps. */
function plain(node: TreeNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "tensor") return `${node.dtype.name}[${node.shape.join()}]`;
  if (node.kind === "table") return "table";
  const name = node.typeName ?? node.kind;
  const children = node.kind === "opaque" ? node.parts : childrenOf(node);
  return [name, ...[...children].map(([key, child]) => [key, plain(child)])];
}

async function plainTree(...parts: readonly Part[]): Promise<unknown> {
  return plain(await treeOf(assemble(...parts)));
}

Deno.test("toTree() gives an unknown object its name and all that it was made of", async () => {
  assertEquals(await plainTree("cos\nsystem\n(S'x'\ntR."), ["os.system", ["args", ["tuple", ["0", "x"]]]]);
  assertEquals(await plainTree("ca\nB\n)", 0x81, "}Vk\nK", 1, "sb."), ["a.B", ["state", ["map", ["k", 1]]]]);
});

Deno.test("toTree() takes an unknown object that is nothing but its members for a map or list of that name", async () => {
  assertEquals(await plainTree("ca\nD\n)", 0x81, "Vlr\nK", 1, "s."), ["a.D", ["lr", 1]]);
  assertEquals(await plainTree("ca\nL\n)", 0x81, "K", 1, "a."), ["a.L", ["0", 1]]);
});

Deno.test("toTree() ends a cycle with the path of what is met again", async () => {
  assertEquals(await plainTree("]q\0h\0a."), ["list", ["0", ["reference to the root"]]]);
  assertEquals(await plainTree("}Va\n}q\0Vb\nh\0ss."), [
    "map",
    ["a", ["map", ["b", ["reference to a"]]]],
  ]);
});

Deno.test("toTree() makes one node of a shared value", async () => {
  const { entries } = await treeOf(assemble("}Va\n]q\0sVb\nh\0s.")) as MapNode;
  assert(entries.get("a") === entries.get("b"));
});

Deno.test("toTree() refuses doubling at once, and deep nesting", async () => {
  const level = (index: number) => ["(h", index, "h", index, "l\x94"];
  const doubling = assemble("]\x94", ...Array.from({ length: 60 }, (_, index) => level(index)).flat(), ".");
  const start = performance.now();
  await assertRejects(() => treeOf(doubling), LimitError, "unfolds to more than 4000000 nodes");
  for (
    const nested of [assemble(")", "\x85".repeat(100_000), "."), assemble("]".repeat(100_000), "a".repeat(99_999), ".")]
  ) {
    await assertRejects(() => treeOf(nested), LimitError, "nested deeper than 512 levels");
  }
  assert(performance.now() - start < 1000);
});

Deno.test("toTree() lets the last of two equal keys count, in the place of the first", async () => {
  assertEquals(await plainTree("}(Va\nK", 1, "Vb\nK", 2, "Va\nK", 3, "u."), ["map", ["a", 3], ["b", 2]]);
});

Deno.test("toTree() tells keys of different types apart, and takes any name for a key", async () => {
  assertEquals(await plainTree("}(K", 1, "K", 1, "V1\nK", 2, "V__proto__\nK", 3, "u."), [
    "map",
    ["1", 1],
    ['"1"', 2],
    ["__proto__", 3],
  ]);
});

Deno.test("toTree() keeps objects as keys apart by what they hold, and equal ones by their number", async () => {
  const mode = (text: string) => `capp\nMode\n(V${text}\ntR`;
  assertEquals(await plainTree("}(", mode("a"), "K", 1, mode("b"), "K", 2, mode("b"), "K", 3, "u."), [
    "map",
    ['app.Mode("a")', 1],
    ['app.Mode("b")', 2],
    ['app.Mode("b") #2', 3],
  ]);
});

Deno.test("toTree() writes keys that contain themselves, and bounds what it writes of all keys together", async () => {
  const own = await treeOf(assemble("}(capp\nKey\n)R]q\0h\0abK", 1, "u."));
  assert(own.kind === "map");
  assertMatch([...own.entries.keys()][0]!, /^app\.Key\(\)\[\[\[.{188}\.\.\. [0-9a-f]{8}$/);
  // Each tuple holds the one before it twice: 2^40 members if it were written out.
  const levels = Array.from({ length: 40 }, () => "q\x01h\x01\x86").join("");
  const keys = Array.from({ length: 2000 }, (_, i) => `h\x01I${i}\n\x86K\x01`).join("");
  const wide = await treeOf(assemble(")", levels, "q\x010}(", keys, "u."));
  assert(wide.kind === "map");
  assertEquals(wide.entries.size, 2000);
});

Deno.test("toTree() orders sets by content", async () => {
  const one = await plainTree(0x8f, "(Va\nVb\nK", 2, "K", 1, 0x90, ".");
  const other = await plainTree(0x8f, "(K", 1, "Vb\nK", 2, "Va\n", 0x90, ".");
  assertEquals(one, other);
});

const KNOWN: readonly (readonly [name: string, pickle: Uint8Array, tree: unknown])[] = [
  ["OrderedDict", assemble("ccollections\nOrderedDict\n)RVa\nK", 1, "s."), ["collections.OrderedDict", ["a", 1]]],
  ["OrderedDict of pairs", assemble("ccollections\nOrderedDict\n(](Va\nK", 1, "tatR."), ["collections.OrderedDict", [
    "a",
    1,
  ]]],
  ["set of protocol 2", assemble("c__builtin__\nset\n(]K", 1, "atR."), ["set", ["0", 1]]],
  ["complex", assemble("c__builtin__\ncomplex\n(F1.0\nF-0.0\ntR."), "1-0j"],
  ["bytes of protocol 2", assemble("c_codecs\nencode\n(V\xff\nVlatin1\ntR."), new Uint8Array([255])],
  ["bytearray of protocol 2", assemble("c__builtin__\nbytearray\n(V\xff\nVlatin-1\ntR."), new Uint8Array([255])],
  [
    "the second of two equal times",
    assemble("cdatetime\ntime\n(C\x06", 0x82, 30, 0, 0, 0, 0, "tR."),
    "02:30:00[fold=1]",
  ],
  [
    "list of its own class of protocol 0",
    assemble("ccopy_reg\n_reconstructor\n(capp\nOwn\nc__builtin__\nlist\n(lp0\nI1\natR."),
    ["app.Own", ["0", 1]],
  ],
  ["Python 2's names", assemble("(c__builtin__\nlong\ncUserDict\nIterableUserDict\nt."), ["tuple", ["0", [
    "builtins.int",
  ]], ["1", ["collections.UserDict"]]]],
  ["timedelta", assemble("cdatetime\ntimedelta\n(K", 1, "K", 2, "K", 0, "tR."), "P1DT2S"],
  ["Decimal", assemble("cdecimal\nDecimal\n(V1.50\ntR."), 1.5],
  ["Path", assemble("cpathlib\nPosixPath\n(V/\nVa\nVb\ntR."), "/a/b"],
  [
    "Namespace of protocol 0",
    assemble("ccopy_reg\n_reconstructor\n(cargparse\nNamespace\nc__builtin__\nobject\nNtR(Va\nK", 1, "db."),
    ["argparse.Namespace", ["a", 1]],
  ],
];

for (const [name, bytes, tree] of KNOWN) {
  Deno.test(`toTree() knows ${name}`, async () => assertEquals(plain(await treeOf(bytes)), tree));
}

Deno.test("toTree() takes a known name with arguments it cannot have for an unknown one", async () => {
  assertEquals(await plainTree("c__builtin__\ncomplex\n(Va\ntR."), ["builtins.complex", ["args", ["tuple", [
    "0",
    "a",
  ]]]]);
});

Deno.test("toTree() gives trees that can be walked within the limits", async () => {
  const tree = await treeOf(assemble("(]q\0h\0ah\0t."));
  assertEquals(collectLeaves(tree, "a.pkl", DEFAULT_LIMITS).length, 2);
});
