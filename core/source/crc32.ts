/**
 * The CRC-32 of zip, gzip and PNG (ISO 3309, polynomial 0xedb88320), continued
 * over the next bytes; start with 0.
 *
 * @example
 * ```ts
 * import { crc32 } from "./crc32.ts";
 * import { assertEquals } from "@std/assert";
 * const bytes = new TextEncoder().encode("123456789");
 * assertEquals(crc32(bytes), 0xcbf43926);
 * assertEquals(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4))), 0xcbf43926);
 * ```
 */
export function crc32(bytes: Uint8Array, start = 0): number {
  let crc = ~start;
  let i = 0;
  // Eight bytes a step, one table each ("slicing by eight", Kounavis and Berry 2005).
  for (const last = bytes.length - 7; i < last; i += 8) {
    crc ^= bytes[i]! | bytes[i + 1]! << 8 | bytes[i + 2]! << 16 | bytes[i + 3]! << 24;
    crc = T7[crc & 255]! ^ T6[crc >>> 8 & 255]! ^ T5[crc >>> 16 & 255]! ^ T4[crc >>> 24]! ^
      T3[bytes[i + 4]!]! ^ T2[bytes[i + 5]!]! ^ T1[bytes[i + 6]!]! ^ T0[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) crc = T0[(crc ^ bytes[i]!) & 255]! ^ crc >>> 8;
  return ~crc >>> 0;
}

const T0 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
  return crc;
});
const T1 = oneByteLater(T0);
const T2 = oneByteLater(T1);
const T3 = oneByteLater(T2);
const T4 = oneByteLater(T3);
const T5 = oneByteLater(T4);
const T6 = oneByteLater(T5);
const T7 = oneByteLater(T6);

/** The table for a byte that one more byte follows. */
function oneByteLater(table: Uint32Array): Uint32Array {
  return table.map((crc) => T0[crc & 255]! ^ crc >>> 8);
}
