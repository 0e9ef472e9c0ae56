import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FileError, SourceError, UsageError } from "../../../core/model/errors.ts";
import { openInput, resolveInput, resolvePair } from "../../../core/resolve/resolve_input.ts";

const LIMITS = { stdinBytes: 1000 };

Deno.test("resolveInput() tells files, folders, standard input and addresses apart", () => {
  assertEquals(resolveInput("deno.json"), { kind: "file", name: "deno.json", path: "deno.json" });
  assertEquals(resolveInput("core/"), { kind: "folder", name: "core/", path: "core/" });
  assertEquals(resolveInput("-"), { kind: "stdin", name: "-" });
  assertEquals(resolveInput("/dev/stdin"), { kind: "stdin", name: "-" });
  const url = new URL("https://example.org/a.pth?token=1");
  assertEquals(resolveInput(url.href), { kind: "url", url });
});

Deno.test("resolveInput() says what is wrong with a name", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["no/such.pth", 'Cannot read "no/such.pth": no such file or folder'],
    ["C:\\models\\a.pth", 'Cannot read "C:\\models\\a.pth": no such file or folder'],
    ["a\u001b[31m.pth", 'Cannot read "a\\x1b[31m.pth": no such file or folder'],
    ["deno.json/a.pth", 'Cannot read "deno.json/a.pth": a part of its path is not a folder'],
  ];
  for (const [argument, message] of cases) {
    assertEquals(assertThrows(() => resolveInput(argument), FileError).message, message);
  }
  assertThrows(() => resolveInput(""), UsageError, "Cannot compare an empty name");
  assertThrows(() => resolveInput("https://"), UsageError, "it is not a well-formed address");
});

Deno.test("resolvePair() refuses standard input twice and a folder with a file", () => {
  assertThrows(() => resolvePair("-", "/dev/stdin"), UsageError, "only one side may be -");
  const message = 'Cannot compare "core" with "deno.json": only the first is a folder';
  assertEquals(assertThrows(() => resolvePair("core", "deno.json"), UsageError).message, message);
  assertEquals(assertThrows(() => resolvePair("deno.json", "core"), UsageError).message, message);
  assertEquals(resolvePair("-", "deno.json").old.kind, "stdin");
});

Deno.test("openInput() opens a file and refuses a folder", async () => {
  await using source = await openInput(resolveInput("LICENSE"), LIMITS);
  assertEquals(source.size, Deno.statSync("LICENSE").size);
  await assertRejects(() => openInput(resolveInput("core"), LIMITS), SourceError, "it is a folder");
});

Deno.test({
  name: "openInput() reads a device as a stream",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using source = await openInput(resolveInput("/dev/null"), LIMITS);
    assertEquals(source.size, 0);
    const error = await assertRejects(() => openInput(resolveInput("/dev/zero"), LIMITS), FileError);
    assertEquals(error.reason, "it is a stream of more than 1000 bytes; save it to a file first");
  },
});
