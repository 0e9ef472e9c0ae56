import { assert, assertEquals, assertRejects } from "@std/assert";
import { FormatError } from "../../../core/model/errors.ts";
import type { TreeNode } from "../../../core/model/tree.ts";
import { createNumpyLibrary } from "../../../plugins/pickle/numpy_library.ts";
import { PYTHON_LIBRARY } from "../../../plugins/pickle/python_library.ts";
import { assemble, type Part, treeOf } from "./assemble.ts";

/** `numpy.dtype(code)` with a byte order. */
function dtype(code: string, order = "<"): readonly Part[] {
  return [`cnumpy\ndtype\n(V${code}\nI00\nI01\ntR(K`, 3, `V${order}\nNNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK`, 0, "tb"];
}

/** A pickled array: `shape` and `data` are opcodes that leave one value each. */
function array(
  shape: readonly Part[],
  type: readonly Part[],
  data: readonly Part[],
  fortran = "I00\n",
): readonly Part[] {
  const start = "cnumpy._core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tC\x01btR(K\x01";
  return [start, ...shape, ...type, fortran, ...data, "tb."];
}

function bytes(...values: readonly number[]): readonly Part[] {
  return ["C", values.length, ...values];
}

const PAIR: readonly Part[] = ["K", 2, "\x85"];

async function contentOf(node: TreeNode): Promise<readonly number[]> {
  assert(node.kind === "tensor");
  const content: number[] = [];
  for await (const block of node.data!.blocks(64)) content.push(...block);
  return content;
}

Deno.test("createNumpyLibrary() turns big-endian and Fortran-ordered arrays into C order, little-endian", async () => {
  const big = await treeOf(assemble(...array(PAIR, dtype("i2", ">"), bytes(0, 1, 0, 2))));
  assertEquals(await contentOf(big), [1, 0, 2, 0]);
  const shape: readonly Part[] = ["K", 2, "K", 2, "\x86"];
  const fortran = await treeOf(assemble(...array(shape, dtype("u1", "|"), bytes(1, 2, 3, 4), "I01\n")));
  assertEquals(await contentOf(fortran), [1, 3, 2, 4]);
});

Deno.test("createNumpyLibrary() gives each array a storage of its own, and one met twice the same", async () => {
  const one = array(PAIR, dtype("u1", "|"), bytes(1, 2)).slice(0, -1);
  const tree = await treeOf(assemble("(", ...one, "tb\x94", ...one, "tbj\0\0\0\0t."));
  assert(tree.kind === "list");
  const ids = tree.items.map((node) => node.kind === "tensor" ? node.storageId : "");
  assertEquals([ids[0] === ids[2], ids[0] === ids[1]], [true, false]);
});

Deno.test("createNumpyLibrary() nests arrays of objects as their shape says", async () => {
  const list: readonly Part[] = ["](K", 1, "Va\nNK", 2, "e"];
  const tree = await treeOf(assemble(...array(["K", 2, "K", 2, "\x86"], dtype("O8", "|"), list)));
  assert(tree.kind === "list" && tree.items[1]?.kind === "list");
  assertEquals(tree.items[1].items.map((node) => node.kind === "scalar" ? node.value : node), [null, 2]);
});

Deno.test("createNumpyLibrary() refuses arrays that are not what they say, with their path", async () => {
  const wrong: readonly (readonly [reason: string, parts: readonly Part[]])[] = [
    ["3 bytes, but 4 are due for 2 elements of int16", array(PAIR, dtype("i2"), bytes(0, 1, 0))],
    ["has the shape [-1]", array(["J\xff\xff\xff\xff\x85"], dtype("i2"), bytes())],
    ["data are not bytes", array(PAIR, dtype("i2"), ["N"])],
    ["holds 1 objects", array(PAIR, dtype("O8", "|"), ["]Na"])],
  ];
  for (const [reason, parts] of wrong) {
    const error = await assertRejects(
      () => treeOf(assemble("}Vw\n", ...parts.slice(0, -1), "tbs.")),
      FormatError,
      reason,
    );
    assertEquals(error.place, { path: "w" });
  }
});

Deno.test("createNumpyLibrary() names an array of a type that it does not read", async () => {
  const tree = await treeOf(assemble(...array(PAIR, dtype("i3"), bytes(0, 1, 2, 3, 4, 5))));
  assert(tree.kind === "opaque");
  assertEquals([tree.typeName, [...tree.parts.keys()]], ["numpy.ndarray", ["state"]]);
});

Deno.test("knows() covers NumPy's types and what is harmless, and nothing that reaches further", () => {
  const numpy = createNumpyLibrary();
  for (const name of ["numpy.ndarray", "numpy.float64", "numpy.core.multiarray.scalar", "numpy.dtypes.Float32DType"]) {
    assert(numpy.knows(name), name);
  }
  for (const name of ["numpy.load", "numpy.testing._private.utils.runstring", "numpy.ndarray.__class__"]) {
    assert(!numpy.knows(name), name);
  }
  assert(PYTHON_LIBRARY.knows("collections.OrderedDict") && PYTHON_LIBRARY.knows("builtins.len"));
  for (const name of ["eval", "exec", "getattr", "__import__", "open", "compile", "map", "type", "setattr", "vars"]) {
    assert(!PYTHON_LIBRARY.knows(`builtins.${name}`), name);
  }
});
