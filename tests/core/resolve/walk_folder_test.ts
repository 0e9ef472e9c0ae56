import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { LimitError, SourceError } from "../../../core/model/errors.ts";
import { walkFolder } from "../../../core/resolve/walk_folder.ts";
import { createFakeFolders, type FakeFolder } from "./fake_folders.ts";

const LIMITS = { files: 1000 };
const RUN = { name: "run", path: "/run" };

const TREE: FakeFolder = {
  run: {
    "\u{1f600}.json": "file",
    "\uffff.json": "file",
    "model.pth": "file",
    "Model.pth": "file",
    ".hidden": "file",
    ".git": { HEAD: "file" },
    logs: { "b.csv": "file", "a.csv": "file", ".git": "file" },
    "logs.json": "file",
    "a.sock": "socket",
    secret: "unreadable",
    latest: { link: "/run/logs/a.csv" },
    best: { link: "/blobs" },
    gone: { link: "/nowhere" },
    self: { link: "/run/self" },
    up: { link: "/run" },
  },
  blobs: { one: "file", back: { link: "/run/logs" } },
};

Deno.test("walkFolder() lists the files of all folders by code point, links followed", () => {
  const { files } = walkFolder(RUN, LIMITS, createFakeFolders(TREE));
  assertEquals([...files.keys()], [
    ".hidden",
    "Model.pth",
    "best/back/a.csv",
    "best/back/b.csv",
    "best/one",
    "latest",
    "logs.json",
    "logs/a.csv",
    "logs/b.csv",
    "model.pth",
    "\uffff.json",
    "\u{1f600}.json",
  ]);
  assertEquals(files.get("best/back/a.csv"), "/run/best/back/a.csv");
});

Deno.test("walkFolder() reports what it skips as notes and what it cannot read as trouble", () => {
  const { problems } = walkFolder(RUN, LIMITS, createFakeFolders(TREE));
  assertEquals(problems.map(({ severity, file, reason }) => `${severity} ${file}: ${reason}`), [
    "note run/.git: skipped: it belongs to version control",
    "note run/a.sock: skipped: it is neither a file nor a folder",
    "note run/best/back/.git: skipped: it belongs to version control",
    "trouble run/gone: its symbolic link cannot be followed: no such file or folder",
    "note run/logs/.git: skipped: it belongs to version control",
    "trouble run/secret: permission denied",
    "trouble run/self: its symbolic link cannot be followed: symbolic links form a loop",
    "note run/up: skipped: a symbolic link to a folder that contains it",
  ]);
});

Deno.test("walkFolder() gives the same result whatever the order of the listing", () => {
  const expected = walkFolder(RUN, LIMITS, createFakeFolders(TREE));
  const orders: ((names: string[]) => string[])[] = [
    (names) => names.reverse(),
    (names) => names.sort(),
    (names) => [...names.slice(names.length >> 1), ...names.slice(0, names.length >> 1)],
  ];
  for (const arrange of orders) {
    const listing = walkFolder(RUN, LIMITS, createFakeFolders(TREE, arrange));
    assertEquals([...listing.files], [...expected.files]);
    assertEquals(listing.problems, expected.problems);
  }
});

Deno.test("walkFolder() stops at the limit, also where links multiply folders", () => {
  const peers = Array.from({ length: 12 }, (_, index) => `d${index}`);
  const links = Object.fromEntries(peers.map((name) => [`to_${name}`, { link: `/run/${name}` }]));
  const tree = { run: Object.fromEntries(peers.map((name) => [name, links])) };
  const error = assertThrows(() => walkFolder(RUN, LIMITS, createFakeFolders(tree)), LimitError);
  assertEquals(error.message, 'Cannot read "run": it holds more than 1000 files and folders');
});

Deno.test("walkFolder() of an unreadable folder is one trouble, of a missing one an error", () => {
  const { files, problems } = walkFolder(RUN, LIMITS, createFakeFolders({ run: "unreadable" }));
  assertEquals(files.size, 0);
  assertEquals(problems, [{ severity: "trouble", file: "run", reason: "permission denied" }]);
  assertThrows(() => walkFolder(RUN, LIMITS, createFakeFolders({})), SourceError, "no such file or folder");
});

Deno.test("walkFolder() reads a folder on disk", () => {
  const { files, problems } = walkFolder({ name: "tests/", path: "tests/" }, LIMITS);
  assertStringIncludes([...files.keys()].join("\n"), "core/resolve/walk_folder_test.ts");
  assertEquals(problems, []);
});
