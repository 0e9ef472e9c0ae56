// The CRC-32 of zip, gzip and PNG (ISO 3309), sixteen bytes a step with a table
// each ("slicing", Kounavis and Berry 2005).
import { CRC_TABLES } from "./result";

/** Continues a CRC-32 over `count` bytes; starts with 0. */
export function crc32(from: usize, count: i32, start: u32): u32 {
  if (load<u32>(CRC_TABLES, 4) == 0) fillTables();
  let crc = ~start;
  for (; count >= 16; count -= 16, from += 16) {
    const a = load<u32>(from) ^ crc, b = load<u32>(from, 4), c = load<u32>(from, 8), d = load<u32>(from, 12);
    crc = four(a, 12) ^ four(b, 8) ^ four(c, 4) ^ four(d, 0);
  }
  for (; count > 0; count--, from++) crc = entry(0, (crc ^ load<u8>(from)) & 0xff) ^ (crc >> 8);
  return ~crc;
}

/** Four bytes, the last of which `later` further bytes of the step follow. */
@inline
function four(bytes: u32, later: u32): u32 {
  return entry(later + 3, bytes & 0xff) ^ entry(later + 2, (bytes >> 8) & 0xff) ^
    entry(later + 1, (bytes >> 16) & 0xff) ^ entry(later, bytes >> 24);
}

/** What a byte comes to that `later` bytes follow. */
@inline
function entry(later: u32, byte: u32): u32 {
  return load<u32>(CRC_TABLES + (<usize> later << 10) + (<usize> byte << 2));
}

function fillTables(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
    store<u32>(CRC_TABLES + (<usize> byte << 2), crc);
  }
  for (let later: u32 = 1; later < 16; later++) {
    for (let byte: u32 = 0; byte < 256; byte++) {
      const before = entry(later - 1, byte);
      store<u32>(CRC_TABLES + (<usize> later << 10) + (<usize> byte << 2), entry(0, before & 0xff) ^ (before >> 8));
    }
  }
}
