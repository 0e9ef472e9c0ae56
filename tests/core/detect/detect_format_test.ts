import { assertEquals, assertRejects } from "@std/assert";
import { detectFormat } from "../../../core/detect/detect_format.ts";
import { AmbiguousError, FormatError, PluginError, UnsupportedError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { Detection, PluginEntry, Probe } from "../../../core/plugin.ts";
import { readBytes } from "../../../core/source/byte_source.ts";
import { createMemorySource } from "../../../core/source/memory.ts";

type Detect = (probe: Probe) => Detection | null | Promise<Detection | null>;

interface FakeFormat {
  readonly extensions?: readonly string[];
  readonly sharedExtensions?: readonly string[];
  readonly signature?: string;
  readonly user?: true;
  readonly detect: Detect;
}

const imported: string[] = [];

function format(
  id: string,
  { extensions = [], sharedExtensions = [], signature, user, detect }: FakeFormat,
): PluginEntry {
  const signatures = signature ? [{ offset: 0, bytes: [...new TextEncoder().encode(signature)] }] : [];
  const manifest = { apiVersion: 1, id, title: id.toUpperCase(), extensions, sharedExtensions, signatures } as const;
  return {
    manifest,
    ...(user ? { user } : {}),
    load() {
      imported.push(id);
      return Promise.resolve({ manifest, detect, load: () => Promise.reject(), summarize: () => ({ facts: [] }) });
    },
  };
}

function answers(confidence: Detection["confidence"]): Detect {
  return () => ({ confidence, reason: "test" });
}

const never: Detect = () => null;

async function detect(registry: readonly PluginEntry[], path: string, content: string | Uint8Array = "content") {
  imported.length = 0;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const found = await detectFormat(createMemorySource(path, bytes), path, registry, DEFAULT_LIMITS);
  return found?.entry.manifest.id ?? null;
}

const JSON_LIKE = format("json", { extensions: [".json"], detect: answers("likely") });
const INDEX = format("index", { extensions: [".index.json"], detect: answers("likely") });
const MAGIC = format("magic", { extensions: [".mg"], signature: "MAGIC", detect: answers("certain") });
const TEXT = format("text", { extensions: [".txt"], detect: answers("possible") });
const NONE = format("none", { extensions: [".bin"], detect: never });

Deno.test("detectFormat() imports only plugins whose extension or signature fits", async () => {
  assertEquals(await detect([JSON_LIKE, MAGIC, TEXT], "runs.mg/a.JSON"), "json");
  assertEquals(imported, ["json"]);
  assertEquals(await detect([JSON_LIKE, MAGIC, TEXT], "no_extension", "MAGIC..."), "magic");
  assertEquals(imported, ["magic"]);
});

Deno.test("detectFormat() prefers the longest extension", async () => {
  assertEquals(await detect([JSON_LIKE, INDEX], "model.index.json"), "index");
  assertEquals(imported, ["index"]);
});

Deno.test("detectFormat() believes bytes more than a name", async () => {
  assertEquals(await detect([JSON_LIKE, MAGIC], "a.json", "MAGIC"), "magic");
});

Deno.test("detectFormat() asks the others only if no candidate is likely", async () => {
  assertEquals(await detect([NONE, JSON_LIKE, TEXT], "a.bin"), "json");
  assertEquals(imported, ["none", "json", "text"]);
});

Deno.test("detectFormat() takes possible only where the name agrees", async () => {
  assertEquals(await detect([TEXT], "a.txt"), "text");
  assertEquals(await detect([TEXT], "README.md"), null);
  assertEquals(await detect([TEXT], "Makefile"), null);
});

Deno.test("detectFormat() lets a plugin load what has its name and signature, unless another is surer", async () => {
  const damaged = format("damaged", { extensions: [".mg"], signature: "MAGIC", detect: never });
  assertEquals(await detect([damaged, TEXT], "a.mg", "MAGIC, cut off"), "damaged");
  assertEquals(await detect([damaged, MAGIC], "a.mg", "MAGIC"), "magic");
  assertEquals(await detect([damaged], "a.other", "MAGIC, cut off"), null);
});

Deno.test("detectFormat() prefers a user's plugin where both are equally confident", async () => {
  const user = format("mine", { user: true, detect: answers("likely") });
  assertEquals(await detect([JSON_LIKE, user], "a.xyz"), "mine");
  const doubtful = format("mine", { user: true, extensions: [".json"], detect: answers("possible") });
  assertEquals(await detect([doubtful, JSON_LIKE], "a.json"), "json");
});

Deno.test("detectFormat() names plugins that are equally confident", async () => {
  const other = format("other", { extensions: [".json"], detect: answers("likely") });
  const error = await assertRejects(() => detect([JSON_LIKE, other], "a.json"), AmbiguousError);
  assertEquals(error.message, 'Cannot tell the format of "a.json": JSON and OTHER fit equally well');
  assertEquals(error.candidates, ["json", "other"]);
});

Deno.test("detectFormat() gives null for what no plugin reads, also for an empty file", async () => {
  assertEquals(await detect([NONE], "a.dat"), null);
  assertEquals(await detect([NONE, JSON_LIKE], "LOCK", ""), null);
  assertEquals(imported, []);
});

Deno.test("detectFormat() says what a file is that has the name of a format only", async () => {
  const cases: readonly (readonly [string | Uint8Array, string])[] = [
    ["", "an empty file"],
    ["<html><body>404", "HTML"],
    ["just words", "text"],
    ["PK\x03\x04", "a zip archive"],
    [new Uint8Array([1, 2, 255]), "binary data that begins 01 02 ff"],
  ];
  for (const [content, found] of cases) {
    const error = await assertRejects(() => detect([NONE], "a.bin", content), FormatError);
    assertEquals(error.message, `Cannot read "a.bin": it is named like a NONE file, but is not one: it is ${found}`);
  }
});

Deno.test("detectFormat() takes a name that several formats use for no promise", async () => {
  const shared = format("shared", { extensions: [".dat", ".own"], sharedExtensions: [".dat"], detect: never });
  assertEquals(await detect([shared], "a.dat", new Uint8Array([1, 2, 255])), null);
  await assertRejects(() => detect([shared], "a.own", new Uint8Array([1, 2, 255])), FormatError);
});

Deno.test("detectFormat() goes by another name where the path tells nothing", async () => {
  const source = createMemorySource("-", new TextEncoder().encode("content"));
  const found = await detectFormat(source, "-", [TEXT], DEFAULT_LIMITS, "notes.txt");
  assertEquals(found?.entry.manifest.id, "text");
  assertEquals(await detectFormat(source, "-", [TEXT], DEFAULT_LIMITS), null);
});

Deno.test("detectFormat() refuses compressed files of a known name, and leaves others alone", async () => {
  const gzip = new Uint8Array([0x1f, 0x8b, 8, 0]);
  for (const path of ["a.bin", "a.bin.gz", "-"]) {
    const error = await assertRejects(() => detect([NONE], path, gzip), UnsupportedError);
    assertEquals(error.reason, "it is gzip data; unpack it first");
  }
  assertEquals(await detect([NONE], "data.tar.gz", gzip), null);
});

Deno.test("detectFormat() refuses a Git LFS pointer whatever its name", async () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 46827520\n";
  const error = await assertRejects(() => detect([NONE], "model.pth", pointer), FormatError);
  assertEquals(error.reason, "it is a Git LFS pointer, not the file of 46827520 bytes; run git lfs pull");
});

Deno.test("detectFormat() lets a plugin's refusal speak only if no other plugin reads the file", async () => {
  const broken: Detect = ({ name }) => {
    throw new FormatError("the directory is cut off", { file: name });
  };
  const named = format("zip", { extensions: [".z"], detect: broken });
  await assertRejects(() => detect([named], "a.z"), FormatError, "the directory is cut off");
  assertEquals(await detect([named, JSON_LIKE], "a.z"), "json");
  assertEquals(await detect([named], "a.other"), null);
});

Deno.test("detectFormat() names the plugin that fails", async () => {
  const failing = format("mine", {
    extensions: [".m"],
    detect: () => {
      throw new TypeError("x is undefined");
    },
  });
  const error = await assertRejects(() => detect([failing], "a.m"), PluginError);
  assertEquals(error.message, 'Plugin "mine": failed on "a.m": TypeError: x is undefined');
  const odd = format("odd", { extensions: [".m"], detect: answers("sure" as "certain") });
  await assertRejects(() => detect([odd], "a.m"), PluginError, 'detect() gave the confidence "sure"');
});

Deno.test("detectFormat() bounds what a plugin may read", async () => {
  const greedy = format("greedy", {
    extensions: [".g"],
    async detect({ source }) {
      await readBytes(source.window(0, source.size), 0, source.size);
      return { confidence: "certain", reason: "test" };
    },
  });
  const bytes = new Uint8Array(100);
  const limits = { ...DEFAULT_LIMITS, probeBytes: 99 };
  const run = () => detectFormat(createMemorySource("a.g", bytes), "a.g", [greedy], limits);
  await assertRejects(run, Error, "its format is not to be told from 99 bytes");
});
