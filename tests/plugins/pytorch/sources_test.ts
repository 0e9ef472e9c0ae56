import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FormatError, LimitError, SourceError } from "../../../core/model/errors.ts";
import type { TensorData } from "../../../core/model/tensor.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { ByteSource } from "../../../core/source/byte_source.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { createWindow } from "../../../core/source/window.ts";
import { readZipDirectory } from "../../../core/source/zip_directory.ts";
import { ArchiveStorages } from "../../../plugins/pytorch/archive_bytes.ts";
import { flipSigns } from "../../../plugins/pytorch/sign_flips.ts";
import { readTarDirectory, readTarHeader } from "../../../plugins/pytorch/tar_directory.ts";
import { InflatedStorage, viewData } from "../../../plugins/pytorch/view_data.ts";
import { buildZip } from "../../core/source/build_zip.ts";

async function bytesOf(data: TensorData): Promise<number[]> {
  const bytes: number[] = [];
  for await (const block of data.blocks(4)) bytes.push(...block);
  return bytes;
}

Deno.test("ArchiveStorages finds the place of a member once, at the first read, whichever window reads", async () => {
  const content = new Uint8Array([0, 1, 2, 3]);
  const archive = createMemorySource("a.pth", buildZip([{ name: "a/data/0", content }, { name: "a/data/1", content }]));
  let reads = 0;
  const source: ByteSource = {
    ...archive,
    read(offset, into) {
      reads++;
      return archive.read(offset, into);
    },
    window: (offset, length, name) => createWindow(source, offset, length, name),
  };
  const directory = await readZipDirectory(archive, DEFAULT_LIMITS);
  const storages = new ArchiveStorages({ source, directory, root: "a/", scope: "shard " });
  const { key, source: bytes } = storages.bytesAt(1);
  assert(bytes);
  assertEquals([key, bytes.name, bytes.size], ["shard data/1", "a.pth/a/data/1", 4]);
  const part = bytes.window(1, 3).window(1, 2);
  assertEquals([bytes.origin, part.origin, reads], [null, null, 0]);
  const into = new Uint8Array(2);
  await part.read(0, into);
  assertEquals([[...into], reads], [[2, 3], 2]);
  const start = directory.at(1).headerOffset + 30 + "a/data/1".length;
  assertEquals([bytes.origin?.offset, part.origin?.offset, bytes.origin?.source], [start, start + 2, source]);
  assertEquals([part.read(1, new Uint8Array(1)), reads], [undefined, 3], "later reads need no promise");
  assertEquals([storages.bytesAt(1).source!.read(0, into), reads], [undefined, 4], "whoever asks for the bytes again");
  assertThrows(() => bytes.window(2, 3), SourceError);
  assertThrows(() => part.read(1, new Uint8Array(2)), SourceError);
});

Deno.test("viewData() streams a deflated storage, and inflates it once for views that need random access", async () => {
  let inflated = 0;
  const bytes = {
    key: "0",
    size: 6,
    source: null,
    async *inflate() {
      inflated++;
      yield new Uint8Array([0, 1, 2, 3]);
      yield await Promise.resolve(new Uint8Array([4, 5]));
    },
  };
  const options = { file: "a", inflated: new InflatedStorage(), mostInflated: 100 };
  const whole = { itemBytes: 1, shape: [6], strides: [1], offset: 0 };
  const transposed = { itemBytes: 1, shape: [3, 2], strides: [1, 3], offset: 0 };
  assertEquals(await bytesOf(viewData(bytes, whole, options)!), [0, 1, 2, 3, 4, 5]);
  assertEquals(await bytesOf(viewData(bytes, transposed, options)!), [0, 3, 1, 4, 2, 5]);
  assertEquals(await bytesOf(viewData(bytes, { ...whole, shape: [2], offset: 3 }, options)!), [3, 4]);
  assertEquals(inflated, 2);
  const tight = { ...options, mostInflated: 5 };
  assertEquals(await bytesOf(viewData(bytes, { ...whole, shape: [2], offset: 3 }, tight)!), [3, 4]);
  assertEquals(viewData(bytes, transposed, tight), null);
});

Deno.test("flipSigns() turns the signs that torch has put off", async () => {
  const floats = (...values: number[]) => [...new Uint8Array(new Float32Array(values).buffer)];
  const data: TensorData = { blocks: () => [new Uint8Array(floats(1, 2)).subarray(0, 4), new Uint8Array(floats(2))] };
  const complex: TensorData = { blocks: () => [new Uint8Array(floats(1, 2))] };
  assertEquals(await bytesOf(flipSigns(data, 4, false, { negated: true, conjugated: false })), floats(-1, -2));
  assertEquals(await bytesOf(flipSigns(complex, 4, true, { negated: false, conjugated: true })), floats(1, -2));
  assertEquals(await bytesOf(flipSigns(complex, 4, true, { negated: true, conjugated: true })), floats(-1, 2));
  assertEquals(await bytesOf(flipSigns(complex, 4, true, { negated: true, conjugated: false })), floats(-1, -2));
});

Deno.test("readTarDirectory() finds members and refuses what is cut off", async () => {
  const bytes = Deno.readFileSync("fixtures/files/pytorch/tar_layout.pth");
  assertEquals(readTarHeader(bytes)?.name, "storages");
  assertEquals(readTarHeader(bytes.subarray(1)), undefined);
  const read = (end: number, archiveMembers = 100) =>
    readTarDirectory(createMemorySource("a", bytes.slice(0, end)), "a", { archiveMembers });
  assertEquals([...(await read(bytes.length)).keys()], ["storages", "tensors", "pickle"]);
  await assertRejects(() => read(600), FormatError, "a tar member has 180 bytes, but 88 are left");
  await assertRejects(() => read(1024), FormatError, "the tar archive has no end mark: truncated");
  await assertRejects(() => read(bytes.length, 2), LimitError);
});
