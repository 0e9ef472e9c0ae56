import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../core/model/errors.ts";
import { createGlobFilter, type GlobOptions } from "../../../core/resolve/glob_filter.ts";

const PATHS = [".env.json", "a.json", "a.pth", "logs/a.json", "logs/deep/b.csv", "old/logs/c.csv"];

const CASES: readonly (readonly [string, GlobOptions, readonly string[]])[] = [
  ["keeps everything without globs", {}, PATHS],
  ["matches a base name at any depth", { include: ["*.json"] }, [".env.json", "a.json", "logs/a.json"]],
  ["matches a relative path", { include: ["logs/*"] }, ["logs/a.json"]],
  ["matches across folders with **", { include: ["logs/**"] }, ["logs/a.json", "logs/deep/b.csv"]],
  ["takes a glob that ends in / as all in such folders", { include: ["logs/"] }, [
    "logs/a.json",
    "logs/deep/b.csv",
    "old/logs/c.csv",
  ]],
  ["ignores a leading ./", { include: ["./logs/a.json"] }, ["logs/a.json"]],
  ["lets excludes win", { include: ["*.json"], exclude: ["a.*"] }, [".env.json"]],
  ["joins several includes", { include: ["*.pth", "*.csv"] }, ["a.pth", "logs/deep/b.csv", "old/logs/c.csv"]],
  ["knows braces", { include: ["*.{pth,csv}"], exclude: ["old/**"] }, ["a.pth", "logs/deep/b.csv"]],
];

for (const [behaviour, options, expected] of CASES) {
  Deno.test(`createGlobFilter() ${behaviour}`, () => {
    assertEquals(PATHS.filter(createGlobFilter(options)), [...expected]);
  });
}

Deno.test("createGlobFilter() refuses an empty glob and one that is too long", () => {
  assertThrows(() => createGlobFilter({ include: [""] }), UsageError, "empty glob");
  assertThrows(() => createGlobFilter({ exclude: ["a".repeat(100_000)] }), UsageError, "Cannot match the glob");
});
