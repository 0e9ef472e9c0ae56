import { assertEquals, assertRejects } from "@std/assert";
import { FormatError, LimitError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { readZipDirectory } from "../../../core/source/zip_directory.ts";
import { type ArchiveSpec, buildZip, type MemberSpec } from "./build_zip.ts";

const A: MemberSpec = { name: "a", content: new Uint8Array([1, 2, 3]) };
const B: MemberSpec = { name: "dir/b", content: new Uint8Array(500), method: 8 };

async function read(specs: readonly MemberSpec[], options?: ArchiveSpec, limits = DEFAULT_LIMITS) {
  const source = createMemorySource("x.zip", buildZip(specs, options));
  const directory = await readZipDirectory(source, limits);
  const members = [...directory];
  assertEquals(members.map(({ name }) => directory.indexOf(name)), [...members.keys()]);
  assertEquals([[...directory.names()], directory.indexOf("none")], [members.map(({ name }) => name), -1]);
  return members;
}

async function refuses(message: string, members: readonly MemberSpec[], options?: ArchiveSpec) {
  await assertRejects(() => read(members, options), FormatError, message);
}

for (
  const [title, options] of Object.entries<ArchiveSpec>({
    "a plain archive": {},
    "zip64": { zip64: true },
    "a comment": { comment: "made by hand PK" },
    "data before the archive": { prefix: new Uint8Array(77) },
    "zip64, data before it and a comment": { zip64: true, prefix: new Uint8Array(9), comment: "c" },
  })
) {
  Deno.test(`readZipDirectory() reads ${title}`, async () => {
    const members = await read([A, B], options);
    assertEquals(members.map(({ name, method, size }) => ({ name, method, size })), [
      { name: "a", method: 0, size: 3 },
      { name: "dir/b", method: 8, size: 500 },
    ]);
    const start = options.prefix?.length ?? 0;
    assertEquals(members.map(({ headerOffset }) => headerOffset), [start, start + 34]);
    assertEquals(members[0]!.limit, members[1]!.headerOffset);
  });
}

Deno.test("readZipDirectory() reads an empty archive", async () => {
  assertEquals(await read([]), []);
});

Deno.test("readZipDirectory() decodes names as UTF-8 or as code page 437", async () => {
  const bytes = new Uint8Array([0x81]);
  const [old] = await read([{ ...A, flags: 0, nameBytes: bytes }]);
  assertEquals(old!.name, "ü");
  const [fresh] = await read([{ ...A, name: "größe" }]);
  assertEquals(fresh!.name, "größe");
  await refuses("not valid UTF-8", [{ ...A, nameBytes: bytes }]);
});

Deno.test("readZipDirectory() flags encrypted members", async () => {
  assertEquals((await read([{ ...A, flags: 1 }]))[0]!.encrypted, true);
});

Deno.test("readZipDirectory() refuses what is not a whole archive", async () => {
  const whole = buildZip([A, B]);
  for (const length of [0, 1, 21, 40, whole.length - 1]) {
    const source = createMemorySource("x.zip", whole.subarray(0, length));
    await assertRejects(
      () => readZipDirectory(source, DEFAULT_LIMITS),
      FormatError,
      'Cannot read "x.zip": it has no zip directory at its end: truncated, or not a zip archive',
    );
  }
});

Deno.test("readZipDirectory() refuses duplicate names", async () => {
  await refuses('two members "a"', [A, A]);
});

Deno.test("readZipDirectory() refuses members that overlap", async () => {
  await refuses('at "a": the member overlaps the member "dir/b"', [A, { ...B, headerOffset: 33 }]);
  await refuses('at "a": the member overlaps the zip directory', [{ ...A, size: 300, compressedSize: 300 }]);
  await refuses('at "a": the member overlaps the zip directory', [{ ...A, headerOffset: 4000 }]);
});

Deno.test("readZipDirectory() refuses sizes that cannot be", async () => {
  await refuses("the member is stored, but", [{ ...A, size: 4 }]);
  await refuses("cannot hold the 4000000 bytes", [{ ...B, size: 4_000_000 }]);
});

Deno.test("readZipDirectory() refuses a member count that the directory contradicts", async () => {
  await refuses("goes on after its 1 members", [A, B], { members: 1 });
  await refuses("said to have 3 members, but has only", [A, B], { members: 3 });
  await refuses("said to have 50 members", [A, B], { members: 50, zip64: true });
});

Deno.test("readZipDirectory() keeps to the limits", async () => {
  const limits = { ...DEFAULT_LIMITS, archiveMembers: 1 };
  await assertRejects(() => read([A, B], {}, limits), LimitError, "has 2 members, more than 1");
  await assertRejects(() => read([A, B], {}, { ...DEFAULT_LIMITS, headerBytes: 90 }), LimitError, "more than 90");
});

Deno.test("readZipDirectory() never fails but with a tagged error, whatever byte is wrong", async () => {
  for (const zip64 of [false, true]) {
    const whole = buildZip([A, B], { zip64, comment: "c" });
    for (let at = 0; at < whole.length; at++) {
      const damaged = whole.slice();
      damaged[at]! ^= 0xff;
      try {
        await readZipDirectory(createMemorySource("x.zip", damaged), DEFAULT_LIMITS);
      } catch (error) {
        if (!(error instanceof Error && "tag" in error)) throw error;
      }
    }
  }
});
