import { assertEquals } from "@std/assert";
import { pairFolders } from "../../../core/resolve/pair_folders.ts";
import { createFakeFolders, type FakeFolder } from "./fake_folders.ts";

const LIMITS = { files: 100 };
const OLD = { name: "run_1", path: "/run_1" };
const NEW = { name: "run_2", path: "/run_2" };

const TREE: FakeFolder = {
  run_1: { "config.json": "file", "model.pth": "file", logs: { "a.csv": "file", gone: { link: "/x" } } },
  run_2: { "model.pth": "file", "new.json": "file", logs: { "a.csv": "file" }, ".git": {} },
};

Deno.test("pairFolders() pairs by relative path and keeps members of one side", () => {
  const { pairs, leftOut } = pairFolders(OLD, NEW, {}, LIMITS, createFakeFolders(TREE));
  assertEquals(pairs, [
    { path: "config.json", old: "/run_1/config.json", new: null },
    { path: "logs/a.csv", old: "/run_1/logs/a.csv", new: "/run_2/logs/a.csv" },
    { path: "model.pth", old: "/run_1/model.pth", new: "/run_2/model.pth" },
    { path: "new.json", old: null, new: "/run_2/new.json" },
  ]);
  assertEquals(leftOut, 0);
});

Deno.test("pairFolders() counts what the globs leave out and keeps every problem", () => {
  const options = { include: ["*.json", "*.pth"], exclude: ["config.*"] };
  const { pairs, leftOut, problems } = pairFolders(OLD, NEW, options, LIMITS, createFakeFolders(TREE));
  assertEquals(pairs.map(({ path }) => path), ["model.pth", "new.json"]);
  assertEquals(leftOut, 2);
  assertEquals(problems.map(({ file }) => file), ["run_1/logs/gone", "run_2/.git"]);
});

Deno.test("pairFolders() with the sides swapped gives the mirrored pairs", () => {
  const reader = createFakeFolders(TREE, (names) => names.reverse());
  const forth = pairFolders(OLD, NEW, {}, LIMITS, reader).pairs;
  const back = pairFolders(NEW, OLD, {}, LIMITS, reader).pairs;
  assertEquals(back, forth.map((pair) => ({ path: pair.path, old: pair.new, new: pair.old })));
});
