import { assertEquals, assertRejects } from "@std/assert";
import { FormatError, LimitError, UnsupportedError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { readBytes } from "../../../core/source/byte_source.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { readZipDirectory } from "../../../core/source/zip_directory.ts";
import { inflateZipMember, openZipMember, readZipMember } from "../../../core/source/zip_member.ts";
import { type ArchiveSpec, buildZip, type MemberSpec } from "./build_zip.ts";

const NOISE = Uint8Array.from({ length: 300_000 }, (_, i) => Math.imul(i, 2654435761) >>> 24);

async function open(spec: MemberSpec, options?: ArchiveSpec) {
  const source = createMemorySource("x.zip", buildZip([spec, { name: "last", content: NOISE }], options));
  const [member] = await readZipDirectory(source, DEFAULT_LIMITS);
  return [source, member!] as const;
}

async function inflateAll(spec: MemberSpec): Promise<Uint8Array> {
  const bytes: number[] = [];
  for await (const piece of inflateZipMember(...await open(spec))) for (const byte of piece) bytes.push(byte);
  return Uint8Array.from(bytes);
}

Deno.test("openZipMember() gives random access to a stored member", async () => {
  for (const options of [{}, { zip64: true, prefix: new Uint8Array(3) }]) {
    const opened = await openZipMember(...await open({ name: "m", content: NOISE }, options));
    assertEquals([opened.name, opened.size], ["x.zip:m", NOISE.length]);
    assertEquals(await readBytes(opened, 1000, 10), NOISE.slice(1000, 1010));
  }
});

Deno.test("inflateZipMember() gives the content of a deflated member", async () => {
  assertEquals(await inflateAll({ name: "m", content: NOISE, method: 8 }), NOISE);
  assertEquals(await inflateAll({ name: "m", content: new Uint8Array(), method: 8 }), new Uint8Array());
});

Deno.test("inflateZipMember() stops at more, and refuses fewer bytes than stated", async () => {
  const spec = { name: "m", content: NOISE, method: 8 };
  await assertRejects(() => inflateAll({ ...spec, size: 299_999 }), FormatError, "more than the 299999 bytes");
  await assertRejects(
    () => inflateAll({ ...spec, size: 300_001 }),
    FormatError,
    "inflates to 300000 bytes, but 300001 are stated",
  );
});

Deno.test("inflateZipMember() checks the CRC-32", async () => {
  await assertRejects(
    () => inflateAll({ name: "m", content: NOISE, method: 8, crc: 7 }),
    FormatError,
    'Cannot read "x.zip" at "m": the member is damaged: its CRC-32 is ',
  );
});

Deno.test("inflateZipMember() reports damaged data", async () => {
  const [source, member] = await open({ name: "m", content: NOISE, method: 8 });
  const bytes = await readBytes(source, 0, source.size);
  bytes.fill(0xff, member.headerOffset + 40, member.headerOffset + 80);
  const drain = async () => {
    for await (const _ of inflateZipMember(createMemorySource("x.zip", bytes), member));
  };
  await assertRejects(drain, FormatError, 'at "m": its deflated data are damaged');
});

Deno.test("inflateZipMember() can be left before the end", async () => {
  for await (const piece of inflateZipMember(...await open({ name: "m", content: NOISE, method: 8 }))) {
    assertEquals(piece[0], NOISE[0]);
    break;
  }
});

Deno.test("readZipMember() reads small members of both methods and checks them", async () => {
  const content = NOISE.subarray(0, 1000);
  for (const method of [0, 8]) {
    assertEquals(await readZipMember(...await open({ name: "m", content, method }), 1000), content.slice());
    const wrong = await open({ name: "m", content, method, crc: 7 });
    await assertRejects(() => readZipMember(...wrong, 1000), FormatError, "CRC-32");
    const large = await open({ name: "m", content, method });
    await assertRejects(() => readZipMember(...large, 999), LimitError, "the member has 1000 bytes, more than 999");
  }
});

Deno.test("openZipMember() names what it does not read", async () => {
  const content = NOISE.subarray(0, 10);
  const refuses = async (spec: Partial<MemberSpec>, message: string) => {
    const opened = await open({ name: "m", content, ...spec });
    await assertRejects(() => openZipMember(...opened), UnsupportedError, message);
    if (spec.method !== 8) await assertRejects(() => readZipMember(...opened, 99), UnsupportedError, message);
  };
  await refuses({ flags: 1 }, 'at "m": the member is encrypted');
  await refuses({ method: 14 }, 'at "m": the member is compressed by method 14 (LZMA)');
  await refuses({ method: 77 }, 'at "m": the member is compressed by method 77');
  await refuses({ method: 8 }, 'at "m": the member is deflated and allows no random access');
});

Deno.test("openZipMember() refuses a local header that contradicts the directory", async () => {
  const content = NOISE.subarray(0, 10);
  const refuses = async (spec: Partial<MemberSpec>, message: string) => {
    const opened = await open({ name: "m", content, ...spec });
    await assertRejects(() => openZipMember(...opened), FormatError, message);
  };
  await refuses({ localName: "n" }, 'the member\'s local header names it "n"');
  await refuses({ localMethod: 8 }, "local header states method 8, the directory 0");
});

Deno.test("openZipMember() refuses a local header that is missing or pushes the data into the next member", async () => {
  const [source, member] = await open({ name: "m", content: NOISE });
  const refuses = async (at: number, message: string) => {
    const bytes = await readBytes(source, 0, source.size);
    bytes[member.headerOffset + at]!++;
    await assertRejects(() => openZipMember(createMemorySource("x.zip", bytes), member), FormatError, message);
  };
  await refuses(0, "local header is missing");
  await refuses(28, "local header pushes its data into what follows it"); // The length of the extra field.
});
