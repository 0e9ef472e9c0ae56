import { assertEquals } from "@std/assert";
import { fileSize } from "../../../core/resolve/file_size.ts";

Deno.test("fileSize() gives a file's bytes, and 0 where there is none", () => {
  const path = new URL("../../../fixtures/cases/fine_tuned/old.pth", import.meta.url).pathname;
  assertEquals(fileSize(path), Deno.readFileSync(path).length);
  assertEquals(fileSize(`${path}/none`), 0);
});
