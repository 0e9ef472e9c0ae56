import { assert, assertEquals, assertRejects } from "@std/assert";
import { UnsupportedError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../core/model/limits.ts";
import plugin from "../../../plugins/numpy/plugin.ts";
import { buildZip, type MemberSpec } from "../../core/source/build_zip.ts";
import { loadBytes } from "../load_fixture.ts";
import { npyFile, npyHeader } from "./npy_file.ts";

const SIX = new Uint8Array([0, 1, 2, 3, 4, 5]);

function array(name: string, method: number, order = "False", data = SIX): MemberSpec {
  return { name, method, content: npyFile(npyHeader("'|u1'", "(2, 3)", order), data) };
}

async function load(members: readonly MemberSpec[], limits: Limits = DEFAULT_LIMITS) {
  const { artefact, notes } = await loadBytes(plugin, "a.npz", buildZip(members), { limits });
  assert(artefact.root.kind === "map");
  const bytes: Record<string, number[]> = {};
  for (const [key, node] of artefact.root.entries) {
    bytes[key] = [];
    if (node.kind === "tensor") { for await (const block of node.data!.blocks(4)) bytes[key].push(...block); }
  }
  return { bytes, notes, container: artefact.container };
}

Deno.test("loadNpz() gives the same elements stored and deflated, in C and Fortran order", async () => {
  for (const method of [0, 8]) {
    const { bytes, notes } = await load([array("c.npy", method), array("dir/f.npy", method, "True")]);
    assertEquals(bytes, { c: [0, 1, 2, 3, 4, 5], "dir/f": [0, 2, 4, 1, 3, 5] });
    assertEquals(notes, []);
  }
});

Deno.test("loadNpz() gives random access to stored arrays alone", async () => {
  const { artefact: { root, container } } = await loadBytes(
    plugin,
    "a.npz",
    buildZip([array("a.npy", 0), array("b.npy", 8)]),
  );
  assert(root.kind === "map");
  const plain = [...root.entries.values()].map((node) => node.kind === "tensor" && node.data?.plain?.size);
  assertEquals(plain, [6, undefined]);
  assertEquals(container, { layout: "npz", members: 2, compression: "mixed" });
});

Deno.test("loadNpz() names members that are no arrays, and bytes after an array", async () => {
  const others = ["1", "2", "3", "4", "5", "folder/"].map((name) => ({ name, content: new Uint8Array() }));
  const { notes, bytes } = await load([array("a.npy", 8, "False", new Uint8Array([...SIX, 6])), ...others]);
  assertEquals(notes, [
    "1 bytes after the array are ignored, as NumPy does",
    'members that are not .npy files are left out: "1", "2", "3" and 2 more',
  ]);
  assertEquals(bytes.a, [0, 1, 2, 3, 4, 5]);
});

Deno.test("loadNpz() refuses a deflated array in Fortran order that does not fit into memory", async () => {
  await assertRejects(
    () => load([array("f.npy", 8, "True")], { ...DEFAULT_LIMITS, documentBytes: 50 }),
    UnsupportedError,
    'Cannot read "a.npz:f.npy": it is deflated, in Fortran order, and larger than the 50 bytes that are held in memory',
  );
});

Deno.test("loadNpz() checks a deflated array's CRC-32 before its last block", async () => {
  await assertRejects(() => load([{ ...array("a.npy", 8), crc: 1 }]), Error, "CRC-32");
});
