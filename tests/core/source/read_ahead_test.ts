import { assertEquals, assertThrows } from "@std/assert";
import { ReadAhead } from "../../../core/source/read_ahead.ts";

const KIB = 1024;

/** A reader of so many bytes, each of which tells its place, and the reads that it asks for. */
function reader(size: number): { readonly file: ReadAhead; readonly asked: (readonly [number, number])[] } {
  const asked: (readonly [number, number])[] = [];
  const file = new ReadAhead(size, (offset, into) => {
    asked.push([offset, into.length]);
    for (let i = 0; i < into.length; i++) into[i] = byteAt(offset + i);
  });
  return { file, asked };
}

function byteAt(offset: number): number {
  return (offset * 31 + (offset >> 8)) & 0xff;
}

function check(file: ReadAhead, offset: number, length: number): void {
  const into = new Uint8Array(length);
  file.read(offset, into);
  assertEquals(into, Uint8Array.from(into, (_, index) => byteAt(offset + index)), `${length} bytes at ${offset}`);
}

Deno.test("ReadAhead gives the bytes asked for, whatever was read before", () => {
  const size = 200 * KIB, { file, asked } = reader(size);
  let at = 0;
  for (let step = 0; step < 2_000; step++) {
    const length = (step * 7919) % (20 * KIB);
    at = step % 7 === 0 ? (step * 104_729) % (size - length) : Math.min(at, size - length);
    check(file, at, length);
    at += length + (step % 3) * 100;
  }
  assertEquals(asked.every(([offset, length]) => offset >= 0 && offset + length <= size), true);
});

Deno.test("ReadAhead reads ahead once small reads follow one another, and only then", () => {
  const { file, asked } = reader(100 * KIB);
  for (const offset of [0, 90 * KIB, 10 * KIB, 40 * KIB, 39 * KIB]) check(file, offset, 100);
  assertEquals(asked.map(([, length]) => length), [100, 100, 100, 100, 100]);
  asked.length = 0;
  check(file, 39 * KIB + 4 * KIB, 100);
  for (let offset = 44 * KIB; offset < 100 * KIB; offset += 512) check(file, offset, 512);
  assertEquals(asked, [[43 * KIB, 57 * KIB]]);
});

Deno.test("ReadAhead leaves large reads alone, and none of them follows another", () => {
  const { file, asked } = reader(200 * KIB);
  for (let offset = 0; offset < 200 * KIB; offset += 20 * KIB) check(file, offset, 20 * KIB);
  assertEquals(asked.length, 10);
  assertEquals(asked.every(([, length]) => length === 20 * KIB), true);
});

Deno.test("ReadAhead gives no bytes of a read that failed", () => {
  let fails = false;
  const file = new ReadAhead(100 * KIB, (_, into) => {
    into.fill(fails ? 2 : 1);
    if (fails) throw new Error("the disk is gone");
  });
  const four = new Uint8Array(4);
  for (const offset of [0, 4]) file.read(offset, four);
  fails = true;
  assertThrows(() => file.read(64 * KIB + 4, four), Error, "the disk is gone");
  assertThrows(() => file.read(64 * KIB + 8, four), Error, "the disk is gone");
  assertThrows(() => file.read(8, four), Error, "the disk is gone");
});
