import { assertEquals, assertRejects } from "@std/assert";
import { LimitError, SourceError } from "../../../core/model/errors.ts";
import { readBytes } from "../../../core/source/byte_source.ts";
import { readStream } from "../../../core/source/stream.ts";

const BLOCK = 1024 * 1024;

function chunked(bytes: Uint8Array, chunkBytes: number): ReadableStream<Uint8Array> {
  let offset = 0;
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(offset, offset + chunkBytes));
      offset += chunkBytes;
    },
  });
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 255);
}

Deno.test("readStream() gives the same bytes whatever the chunks", async () => {
  const bytes = pattern(2 * BLOCK + 17);
  for (const chunkBytes of [65_537, BLOCK, 3 * BLOCK]) {
    await using source = await readStream(chunked(bytes, chunkBytes), "-", bytes.length);
    assertEquals(source.size, bytes.length);
    for (const [offset, length] of [[0, bytes.length], [BLOCK - 3, 6], [BLOCK, BLOCK], [2 * BLOCK + 16, 1]] as const) {
      const read = await readBytes(source, offset, length);
      // Compared as a whole: assertEquals on megabytes takes seconds.
      assertEquals(read.every((byte, index) => byte === bytes[offset + index]), true, `${offset}+${length}`);
    }
  }
});

Deno.test("readStream() of an empty stream has no bytes and refuses to read one", async () => {
  await using source = await readStream(chunked(new Uint8Array(0), 1), "-", 0);
  assertEquals(source.size, 0);
  assertEquals(await readBytes(source, 0, 0), new Uint8Array(0));
  await assertRejects(() => readBytes(source, 0, 1), SourceError);
});

Deno.test("readStream() stops an endless stream at the limit and cancels it", async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    cancel: () => void (cancelled = true),
  });
  const error = await assertRejects(() => readStream(endless, "-", 10_000), LimitError);
  assertEquals(error.message, 'Cannot read "-": it is a stream of more than 10000 bytes; save it to a file first');
  assertEquals(cancelled, true);
});

Deno.test("readStream() says that a stream broke off", async () => {
  const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("pipe closed")) });
  const error = await assertRejects(() => readStream(broken, "-", 10), SourceError);
  assertEquals(error.message, 'Cannot read "-": the stream broke off: pipe closed');
});
