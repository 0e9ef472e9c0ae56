import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { firstDifference } from "../../../core/compare/first_difference.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import type { ByteSource } from "../../../core/source/byte_source.ts";

const source = (bytes: Uint8Array) => createMemorySource("a", bytes);

Deno.test("firstDifference() finds the first byte, whatever the block size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 40 }),
      fc.nat(45),
      fc.integer({ min: 1, max: 50 }),
      async (bytes, at, blockBytes) => {
        const other = bytes.slice();
        if (at < bytes.length) other[at]! ^= 1;
        const expected = at < bytes.length ? at : null;
        assertEquals(await firstDifference(source(bytes), source(other), { blockBytes }), expected);
      },
    ),
    { seed: 1 },
  );
});

Deno.test("firstDifference() of sources of two sizes is at the latest where the shorter ends", async () => {
  const long = source(Uint8Array.of(1, 2, 3)), short = source(Uint8Array.of(1, 2)), none = source(new Uint8Array(0));
  assertEquals(await firstDifference(long, short, { blockBytes: 2 }), 2);
  assertEquals(await firstDifference(short, long, { blockBytes: 8 }), 2);
  assertEquals(await firstDifference(none, long, { blockBytes: 8 }), 0);
  assertEquals(await firstDifference(none, none, { blockBytes: 8 }), null);
});

/** A source that notes which bytes are read. */
function watched(bytes: Uint8Array, seen: Set<number>): ByteSource {
  const inner = source(bytes);
  return {
    ...inner,
    read(offset, into) {
      for (let i = offset; i < offset + into.length; i++) seen.add(i);
      return inner.read(offset, into);
    },
  };
}

Deno.test("firstDifference() does not read again what is known to be the same", async () => {
  const bytes = Uint8Array.from({ length: 20 }, (_, i) => i), seen = new Set<number>();
  const known = [{ offset: 12, length: 20 }, { offset: 2, length: 5 }, { offset: 4, length: 4 }];
  assertEquals(await firstDifference(watched(bytes, seen), source(bytes), { blockBytes: 3, known }), null);
  assertEquals([...seen], [0, 1, 8, 9, 10, 11]);
});
