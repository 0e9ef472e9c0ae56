import { assertEquals, assertNotEquals } from "@std/assert";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { comparePairChunks } from "../../../../core/measure/kernel/pair_chunks.ts";
import { readRow, ROW, writeRow } from "../../../../core/measure/workers/chunk_row.ts";
import { makeTensor } from "../make_tensor.ts";

Deno.test("readRow() gives what writeRow() was told of a chunk, casts and tolerance included", async () => {
  const values = Float32Array.from({ length: 99 }, (_, i) => i % 7 ? Math.cos(i) : 0);
  const cast = Float16Array.from(values, (x, i) => i % 9 ? x : x + 1);
  const old = makeTensor("float32", new Uint8Array(values.buffer));
  const fresh = makeTensor("float16", new Uint8Array(cast.buffer));
  const options = { tolerance: { rtol: 0, atol: 0.5 } };
  for await (const chunks of comparePairChunks(createKernel(), old, fresh, options)) {
    for (const { summary, locate, count } of chunks) {
      const rows = new Float64Array(2 * ROW), place = locate(summary!.deltaMost);
      writeRow(rows, ROW, summary!, place);
      assertEquals(readRow(rows, ROW, count), { summary: summary!, place });
      assertNotEquals([summary!.notNearest, summary!.notTruncated], [0, 0]);
    }
  }
});
