// Counts of bit patterns: of a 16-bit type each pattern, of a float32 its upper
// 16 bits, of an 8-bit type its codes. Neighbours count in two tables, so that
// equal ones need not wait for each other.

/** Bytes of one table: 65,536 counts of 32 bits. */
const TABLE_BYTES: usize = 65536 * 4;

/** Counts the patterns of `count` elements of 16 bits into the tables at `tables`. */
export function countPatterns16(from: usize, count: i32, tables: usize): void {
  for (; count >= 4; count -= 4, from += 8) {
    const codes = load<u64>(from);
    countOne(tables, <usize> codes & 0xffff);
    countOne(tables + TABLE_BYTES, <usize> (codes >> 16) & 0xffff);
    countOne(tables, <usize> (codes >> 32) & 0xffff);
    countOne(tables + TABLE_BYTES, <usize> (codes >> 48));
  }
  for (; count > 0; count--, from += 2) countOne(tables, <usize> load<u16>(from));
}

/** Counts the upper 16 bits of `count` elements of 32 bits into the tables at `tables`. */
export function countPatterns32(from: usize, count: i32, tables: usize): void {
  for (; count >= 4; count -= 4, from += 16) {
    countOne(tables, <usize> load<u16>(from, 2));
    countOne(tables + TABLE_BYTES, <usize> load<u16>(from, 6));
    countOne(tables, <usize> load<u16>(from, 10));
    countOne(tables + TABLE_BYTES, <usize> load<u16>(from, 14));
  }
  for (; count > 0; count--, from += 4) countOne(tables, <usize> load<u16>(from, 2));
}

/** Counts the codes of `count` elements of 8 bits into the tables at `tables`. */
export function countPatterns8(from: usize, count: i32, tables: usize): void {
  for (; count >= 2; count -= 2, from += 2) {
    countOne(tables, <usize> load<u8>(from));
    countOne(tables + TABLE_BYTES, <usize> load<u8>(from, 1));
  }
  if (count > 0) countOne(tables, <usize> load<u8>(from));
}

@inline
function countOne(table: usize, pattern: usize): void {
  const at = table + (pattern << 2);
  store<u32>(at, load<u32>(at) + 1);
}
