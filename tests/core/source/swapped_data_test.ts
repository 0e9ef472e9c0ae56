import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { createMemorySource } from "../../../core/source/memory.ts";
import { plainData } from "../../../core/source/plain_data.ts";
import { swappedData } from "../../../core/source/swapped_data.ts";

Deno.test("swappedData() reverses every component, and leaves the source alone", async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(1, 2, 3, 4, 8, 12, 16),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 1, max: 7 }),
    async (width, count, perBlock) => {
      const stored = Uint8Array.from({ length: width * count }, (_, i) => i * 167 + 13);
      const expected = Array.from({ length: count }, (_, i) => [...stored.slice(i * width, (i + 1) * width)].reverse());
      const data = swappedData(plainData(createMemorySource("m", stored)), width);
      for (let pass = 0; pass < 2; pass++) {
        const out: number[] = [];
        for await (const block of data.blocks(width * perBlock)) out.push(...block);
        assertEquals(out, expected.flat());
      }
    },
  );
  await fc.assert(property, { numRuns: 200, seed: 7 });
});
