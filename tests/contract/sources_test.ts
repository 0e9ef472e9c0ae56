import { assert, assertEquals, assertRejects } from "@std/assert";
import { SourceError } from "../../core/model/errors.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { openFile } from "../../core/source/file.ts";
import { openUrl } from "../../core/source/http.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import { readStream } from "../../core/source/stream.ts";
import { serveFolder } from "./serve_folder.ts";

const FILE = new URL("../../fixtures/cases/large_mean/old.safetensors", import.meta.url).pathname;
const BYTES = Deno.readFileSync(FILE);
const LIMITS = { stdinBytes: 1_000_000 };

/** Every kind of source over the same bytes. */
const SOURCES: readonly (readonly [kind: string, open: () => ByteSource | Promise<ByteSource>])[] = [
  ["a file", () => openFile(FILE, "old.safetensors")],
  ["memory", () => createMemorySource("old.safetensors", BYTES)],
  ["a stream", () => readStream(new Blob([BYTES]).stream(), "old.safetensors", LIMITS.stdinBytes)],
  ["a window", () => createMemorySource("whole", padded(BYTES)).window(3, BYTES.length, "old.safetensors")],
];

for (const [kind, open] of SOURCES) {
  Deno.test(`${kind} gives the bytes of any range, and refuses what lies outside`, async () => {
    await using source = await open();
    await assertSource(source, BYTES);
  });
}

Deno.test("a resource behind HTTP gives the bytes of any range, and refuses what lies outside", async () => {
  await using server = serveFolder(FILE.slice(0, FILE.lastIndexOf("/")));
  await using source = await openUrl(new URL(`${server.origin}/old.safetensors`), LIMITS);
  await assertSource(source, BYTES);
});

async function assertSource(source: ByteSource, bytes: Uint8Array): Promise<void> {
  const { size } = source;
  assertEquals(size, bytes.length);
  assert(source.name.includes("old.safetensors"));
  for (const [offset, length] of [[0, size], [0, 0], [size, 0], [size - 1, 1], [1, 7], [8000, 4096]] as const) {
    assertEquals(await readBytes(source, offset, length), bytes.slice(offset, offset + length));
  }
  assertEquals(await readBytes(source.window(100, 50).window(10, 20), 5, 15), bytes.slice(115, 130));
  for (const [offset, length] of [[size, 1], [size - 1, 2], [-1, 1], [0.5, 1], [NaN, 1]] as const) {
    const error = await assertRejects(() => readBytes(source, offset, length), SourceError);
    assertEquals(error.file, source.name);
  }
  await assertRejects(() => readBytes(source.window(10, 10), 8, 3), SourceError);
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + 6).fill(0xaa);
  whole.set(bytes, 3);
  return whole;
}
