import { assertEquals } from "@std/assert";
import { NameTable } from "../../../core/source/name_table.ts";

Deno.test("NameTable finds thousands of names that differ in little, and no others", () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `model/data/${index}`);
  const table = new NameTable(names.length, (index) => names[index]!);
  assertEquals(names.every((_, index) => table.add(index)), true);
  assertEquals(names.map((name) => table.find(name)), [...names.keys()]);
  assertEquals(["", "model/data/", "model/data/5000", "model/data/00"].map((name) => table.find(name)), [
    -1,
    -1,
    -1,
    -1,
  ]);
  assertEquals(names.some((_, index) => table.add(index)), false);
});

Deno.test("NameTable may be empty", () => {
  assertEquals(new NameTable(0, () => "").find(""), -1);
});
