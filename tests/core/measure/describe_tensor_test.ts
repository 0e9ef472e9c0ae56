import { assertEquals } from "@std/assert";
import { chooseDescription } from "../../../core/measure/describe_tensor.ts";
import { CHUNK_ELEMENTS } from "../../../core/measure/paired_blocks.ts";
import { crc32 } from "../../../core/source/crc32.ts";
import { makeBytes, OPTIONS, tensor } from "./kernel/kernel_tensors.ts";

Deno.test("chooseDescription() gives one CRC-32 by either way, and the statistics", async () => {
  const plain = await chooseDescription(1, OPTIONS), fast = await chooseDescription(1e9, OPTIONS);
  for (const type of ["float32", "bfloat16", "int8", "complex64"] as const) {
    for (const length of [1, 15, 16, 17, CHUNK_ELEMENTS + 3]) {
      const bytes = makeBytes(type, length, "any bits", length);
      const [one, other] = [
        await plain(tensor(type, bytes, length)),
        await fast(tensor(type, bytes, length, length > 16)),
      ];
      assertEquals([one.crc32, other.crc32], [crc32(bytes), crc32(bytes)], `${length} elements of ${type}`);
      assertEquals(other.stats?.zeros, one.stats?.zeros);
    }
  }
});
