import { assertEquals } from "@std/assert";
import { crc32 } from "../../../core/source/crc32.ts";

/** One bit at a time, as the standard defines it. */
function bitwise(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

Deno.test("crc32() agrees with the definition at every length and split", () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => i * 37 + 11);
  for (let length = 0; length <= bytes.length; length++) {
    const part = bytes.subarray(0, length);
    assertEquals(crc32(part), bitwise(part));
    assertEquals(crc32(part.subarray(length >> 1), crc32(part.subarray(0, length >> 1))), bitwise(part));
  }
});
