import { assertEquals, assertRejects } from "@std/assert";
import { FormatError, LimitError } from "../../../core/model/errors.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { readText, readTextBlocks, textLayout } from "../../../core/source/text.ts";

const SAMPLE = "id,größe\n1,😀\u2028\n";

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

function read(bytes: Uint8Array, blockBytes = 1024) {
  return readText(createMemorySource("a.txt", bytes), { documentBytes: 1000, blockBytes });
}

Deno.test("readText() reads UTF-8 and UTF-16 in blocks of any size", async () => {
  const stored = [
    new TextEncoder().encode(SAMPLE),
    new TextEncoder().encode("\ufeff" + SAMPLE),
    utf16("\ufeff" + SAMPLE, true),
    utf16("\ufeff" + SAMPLE, false),
  ];
  for (const bytes of stored) {
    for (const blockBytes of [1, 2, 3, 4, 7, 1024]) assertEquals((await read(bytes, blockBytes)).text, SAMPLE);
  }
});

Deno.test("readText() keeps a second byte-order mark, which is text", async () => {
  assertEquals((await read(new TextEncoder().encode("\ufeff\ufeffa"))).text, "\ufeffa");
});

Deno.test("readText() tells the byte where a bad character starts, whatever the block size", async () => {
  const cases: [bytes: number[], offset: number][] = [
    [[0x61, 0xff, 0x61], 1],
    [[0x61, 0xc3, 0x28, 0x61], 1],
    [[0xc3, 0xbc, 0x80, 0x61, 0x61], 2],
    [[0x61, 0x61, 0xf0, 0x9f, 0x98], 2],
    [[0xed, 0xa0, 0x80], 0],
    [[0xff, 0xfe, 0x61, 0x00, 0x3d, 0xd8, 0x61, 0x00], 4],
    [[0xff, 0xfe, 0x3d, 0xd8, 0x00, 0xde, 0x00, 0xde, 0x61, 0x00], 6],
    [[0xff, 0xfe, 0x61, 0x00, 0x61], 4],
  ];
  for (const [bytes, offset] of cases) {
    for (const blockBytes of [2, 4, 6, 1024]) {
      const error = await assertRejects(() => read(new Uint8Array(bytes), blockBytes), FormatError);
      assertEquals(error.place, { offset }, `${bytes} in blocks of ${blockBytes}`);
    }
  }
});

Deno.test("readText() refuses more bytes than a document may have", async () => {
  await assertRejects(() => read(new Uint8Array(1001)), LimitError, "it has 1001 bytes, but a document may have 1000");
});

Deno.test("readTextBlocks() gives nothing for an empty source", async () => {
  const source = createMemorySource("a.txt", new Uint8Array(0));
  assertEquals(await Array.fromAsync(readTextBlocks(source, textLayout(new Uint8Array(0)), 16)), []);
});
