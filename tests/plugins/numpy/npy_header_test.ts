import { assertEquals, assertRejects } from "@std/assert";
import { FileError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import type { Literal } from "../../../plugins/numpy/literal.ts";
import { readNpyHeader } from "../../../plugins/numpy/npy_header.ts";
import { storedInput } from "../../../plugins/numpy/npy_input.ts";
import { npyFile, npyHeader } from "./npy_file.ts";

function read(bytes: Uint8Array, limits = DEFAULT_LIMITS) {
  return readNpyHeader(storedInput(createMemorySource("a.npy", bytes)), limits);
}

async function refuses(bytes: Uint8Array, tag: string, message: string, limits = DEFAULT_LIMITS) {
  const error = await assertRejects(() => read(bytes, limits), FileError);
  assertEquals([error.tag, error.message], [tag, `Cannot read "a.npy" at byte ${message}`]);
}

const NONE = new Uint8Array();

Deno.test("readNpyHeader() reads all versions", async () => {
  for (const version of [1, 2, 3]) {
    const header = await read(npyFile(npyHeader("'<f4'", "(2, 3)", "True"), NONE, version));
    const { dataStart, headerStart, ...rest } = header;
    assertEquals(rest, { version: `${version}.0`, descr: "<f4", order: "Fortran", shape: [2, 3] });
    assertEquals([headerStart, dataStart - headerStart], [version === 1 ? 10 : 12, 59]);
  }
});

Deno.test("readNpyHeader() reads a header longer than the first read", async () => {
  const fields = Array.from({ length: 500 }, (_, i) => `('field ${i}', '<f4')`).join(", ");
  const { descr, shape } = await read(npyFile(npyHeader(`[${fields}]`, "()"), NONE));
  assertEquals(typeof descr === "object" && descr?.kind === "list" && descr.items.length, 500);
  assertEquals(shape, []);
});

Deno.test("readNpyHeader() decodes Latin-1 before version 3, UTF-8 from there on", async () => {
  const text = npyHeader("[('é', '<f4')]", "()");
  const latin = npyFile(text.replace("é", "#"), NONE).map((byte) => byte === 0x23 ? 0x80 : byte);
  const descr = (name: string): Literal => ({ kind: "list", items: [{ kind: "tuple", items: [name, "<f4"] }] });
  assertEquals((await read(latin)).descr, descr("\u0080"));
  assertEquals((await read(npyFile(text, NONE, 3))).descr, descr("é"));
  const notUtf8 = npyFile(text.replace("é", "#"), NONE, 3).map((byte) => byte === 0x23 ? 0x80 : byte);
  await refuses(notUtf8, "format", "12: its header is not valid UTF-8");
});

Deno.test("readNpyHeader() says what is wrong", async () => {
  const file = (text: string) => npyFile(text, NONE);
  await refuses(file(npyHeader("'<f4'", "[2]")), "format", "10: its shape is not a tuple");
  await refuses(file(npyHeader("'<f4'", "(2, True)")), "format", "10: its shape is not a tuple of counts");
  await refuses(file(npyHeader("'<f4'", "()", "0")), "format", "10: its fortran_order is neither True nor False");
  await refuses(file("{'descr': '<f4'}"), "format", '10: its header has no "fortran_order"');
  await refuses(
    file("{'descr': 1, 'fortran_order': 1, 'shape': 1, 'x': 1}"),
    "format",
    '10: its header has the unknown key "x"',
  );
  await refuses(file("(1, 2)"), "format", "10: its header is not a dictionary");
  await refuses(file("{'descr': exec}"), "format", "20: its header cannot be read: it is not a Python literal");
  await refuses(npyFile("{}", NONE, 4), "unsupported", "6: version 4.0 of the format is unknown");
  await refuses(new Uint8Array(20), "format", "0: it does not start as an .npy file does");
  await refuses(file("{}").subarray(0, 9), "format", "9: its header is cut off: the file has 9 bytes");
  const long = { ...DEFAULT_LIMITS, headerBytes: 10 };
  await refuses(file(npyHeader("'<f4'", "()")), "limit", "8: its header has 56 bytes, more than 10", long);
});
