import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { FormatError } from "../../../core/model/errors.ts";
import { streamedData } from "../../../core/source/streamed_data.ts";

async function* inPieces(bytes: Uint8Array, lengths: readonly number[]) {
  const buffer = new Uint8Array(64); // Reused, as real streams may do.
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = Math.min(lengths[turn % lengths.length]!, bytes.length - at);
    buffer.set(bytes.subarray(at, at + length));
    yield buffer.subarray(0, length);
    at += length;
  }
}

async function drain(totalBytes: number, given: number): Promise<void> {
  const data = streamedData(() => inPieces(new Uint8Array(given), [4]), totalBytes, "a.npz");
  for await (const _ of data.blocks(8));
}

Deno.test("streamedData() gives the same bytes in exact blocks, however the pieces are cut", async () => {
  const property = fc.asyncProperty(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.integer({ min: 0, max: 64 }), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 1, max: 64 }),
    async (bytes, cuts, blockBytes) => {
      const data = streamedData(() => inPieces(bytes, [...cuts, 1]), bytes.length, "m");
      const out: number[] = [], sizes: number[] = [];
      for await (const block of data.blocks(blockBytes)) {
        out.push(...block);
        sizes.push(block.length);
      }
      assertEquals(Uint8Array.from(out), bytes);
      assertEquals(sizes.slice(0, -1).every((size) => size === blockBytes), true);
      assertEquals(sizes.length, Math.ceil(bytes.length / blockBytes));
    },
  );
  await fc.assert(property, { numRuns: 300, seed: 7 });
});

Deno.test("streamedData() refuses too few and too many bytes", async () => {
  await assertRejects(() => drain(16, 15), FormatError, 'Cannot read "a.npz": its data end after 15 of 16 bytes');
  await assertRejects(() => drain(16, 17), FormatError, "its data go on after the 16 bytes that are due");
  await assertRejects(() => drain(0, 1), FormatError, "its data go on after the 0 bytes");
  await drain(16, 16);
});

Deno.test("streamedData() gives the last block only after the stream's own checks at its end", async () => {
  async function* failing() {
    yield new Uint8Array(8);
    await Promise.resolve();
    throw new FormatError("CRC", { file: "a.npz" });
  }
  const blocks = streamedData(failing, 8, "a.npz").blocks(8) as AsyncIterable<Uint8Array>;
  await assertRejects(() => blocks[Symbol.asyncIterator]().next(), FormatError, "CRC");
});
