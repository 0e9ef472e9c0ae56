import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { loadArtefact } from "../../../core/load/load_artefact.ts";
import {
  type ErrorDetails,
  FileError,
  FormatError,
  LimitError,
  PluginError,
  UnsupportedError,
} from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { integerScalar } from "../../../core/model/scalar.ts";
import type { Artefact, FormatPlugin, LoadContext, PluginEntry } from "../../../core/plugin.ts";
import type { ByteSource } from "../../../core/source/byte_source.ts";
import { createMemorySource } from "../../../core/source/memory.ts";

type Load = (source: ByteSource, context: LoadContext) => Promise<Artefact>;

const EMPTY: Artefact = { root: { kind: "map", entries: new Map() } };

async function run(load: Load, { user, closed = [] }: { user?: true; closed?: string[] } = {}) {
  const manifest = { apiVersion: 1, id: "mine", title: "Mine", extensions: [], signatures: [] } as const;
  const plugin: FormatPlugin = { manifest, detect: () => null, load, summarize: () => ({ facts: [] }) };
  const entry: PluginEntry = { manifest, load: () => Promise.resolve(plugin), ...(user ? { user } : {}) };
  const input = {
    path: "dir/a.mine",
    source: createMemorySource("dir/a.mine", new Uint8Array(8)),
    sibling(name: string) {
      const source = createMemorySource(name, new Uint8Array(4));
      return Promise.resolve({
        ...source,
        [Symbol.asyncDispose]: () => Promise.resolve(void closed.push(name)),
      });
    },
  };
  return await loadArtefact(input, { entry, plugin }, DEFAULT_LIMITS);
}

Deno.test("loadArtefact() gives the artefact and the plugin's notes", async () => {
  const artefact = { root: integerScalar(1) };
  await using loaded = await run((_, context) => {
    context.note("two keys are equal", { line: 3 });
    return Promise.resolve(artefact);
  });
  assertStrictEquals(loaded.artefact, artefact);
  assertEquals(loaded.problems, [
    { severity: "note", file: "dir/a.mine", reason: "two keys are equal", place: "line 3" },
  ]);
});

Deno.test("loadArtefact() closes siblings when the artefact is closed, not before", async () => {
  const closed: string[] = [];
  const load: Load = async (_, { sibling }) => {
    await sibling("one");
    await sibling("two..bin");
    return EMPTY;
  };
  {
    await using _loaded = await run(load, { closed });
    assertEquals(closed, []);
  }
  assertEquals(closed.toSorted(), ["one", "two..bin"]);
});

Deno.test("loadArtefact() closes siblings if loading fails", async () => {
  const closed: string[] = [];
  const load: Load = async (_, context) => {
    await context.sibling("one");
    return context.fail("no");
  };
  await assertRejects(() => run(load, { closed }), FormatError);
  assertEquals(closed, ["one"]);
});

Deno.test("loadArtefact() opens nothing outside the file's folder", async () => {
  for (const name of ["", ".", "..", "../x", "/etc/passwd", "sub/x", "..\\x", "C:x", "a\0b", "a\nb"]) {
    const error = await assertRejects(
      () => run(async (_, { sibling }) => (await sibling(name), EMPTY)),
      FormatError,
      "which is not a plain file name",
    );
    assertEquals(error.file, "dir/a.mine");
  }
});

Deno.test("loadArtefact() lets a plugin stop with the reason and the place", async () => {
  const cases:
    readonly (readonly [(context: LoadContext) => never, new (reason: string, details: ErrorDetails) => FileError])[] =
      [
        [({ fail }) => fail("bad", { offset: 7 }), FormatError],
        [({ unsupported }) => unsupported("bad", { offset: 7 }), UnsupportedError],
        [({ exceeds }) => exceeds("bad", { offset: 7 }), LimitError],
      ];
  for (const [stop, type] of cases) {
    const error = await assertRejects(() => run((_, context) => stop(context)), FileError);
    assertInstanceOf(error, type);
    assertEquals(error.message, 'Cannot read "dir/a.mine" at byte 7: bad');
  }
});

Deno.test("loadArtefact() turns any other error into one that names the plugin", async () => {
  const cause = new RangeError("Invalid array length");
  const error = await assertRejects(() => run(() => Promise.reject(cause)), PluginError);
  assertEquals(error.message, 'Plugin "mine": failed on "dir/a.mine": RangeError: Invalid array length');
  assertStrictEquals(error.cause, cause);
});

Deno.test("loadArtefact() checks what a user's plugin returns", async () => {
  const load = () => Promise.resolve({ root: { kind: "map", entries: {} } } as unknown as Artefact);
  await assertRejects(() => run(load, { user: true }), PluginError, '"entries" is not a Map');
});

Deno.test("LoadContext.tensor() checks the length, and ties no tensors unless it is told", async () => {
  const load: Load = (source, context) => {
    const dtype = context.dtype("float32")!;
    const tensor = context.tensor({ dtype, shape: [2], source });
    const tied = context.tensor({ dtype, shape: [2], source, storageId: "elements" });
    assertEquals([tensor.storageId, tied.storageId], [undefined, "elements"]);
    const part = context.tensor({ dtype, shape: [1], source, offset: 4 });
    assertEquals([part.data!.plain!.size, part.data!.plain!.origin!.offset], [4, 4]);
    assertThrows(
      () => context.tensor({ dtype, shape: [2], source, offset: 4 }),
      FormatError,
      "float32 of shape [2] takes 8 bytes from byte 4 on, but 4 are stored",
    );
    assertThrows(() => context.tensor({ dtype, shape: [1], source, offset: -4 }), FormatError);
    context.tensor({ dtype, shape: [3], source: source.window(0, 8, "w") });
    return Promise.resolve(EMPTY);
  };
  const error = await assertRejects(() => run(load), FormatError);
  assertEquals(
    error.message,
    'Cannot read "dir/a.mine" at "w": float32 of shape [3] takes 12 bytes, but 8 are stored',
  );
});

Deno.test("LoadContext.within() names the sibling in notes and errors", async () => {
  await using loaded = await run(async (_source, context) => {
    const sibling = await context.sibling("part.mine");
    const inner = context.within(sibling);
    inner.note("it is a part");
    assertThrows(() => inner.fail("it is cut"), FormatError, 'Cannot read "part.mine": it is cut');
    return EMPTY;
  });
  assertEquals(loaded.problems, [{ severity: "note", file: "part.mine", reason: "it is a part" }]);
});
