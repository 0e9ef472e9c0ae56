import { assert, assertEquals, assertMatch } from "@std/assert";
import { makeFolder, shell } from "../cases/shell.ts";
import { MAY_SPAWN, spawnRun } from "../cases/spawn_run.ts";

const FIXTURES = new URL("../../fixtures/", import.meta.url).pathname;
const CLI = new URL("../../cli.ts", import.meta.url).pathname;
const GOOD = `${FIXTURES}files/pytorch/state_dict.pth`;

/** Makes what a checked-in folder cannot hold: `loop`, `dangling`, `fifo`, `folder/`, a name with control characters. */
const SET_UP = [
  "set -e; mkdir folder; ln -s loop loop; ln -s nowhere dangling; mkfifo fifo; ln -s .. folder/up",
  `head -c 100 ${GOOD} > "$(printf 'cut\\nname\\033[31m.pth')"`,
  `cp ${GOOD} unreadable.pth; chmod 000 unreadable.pth`,
].join("\n");

/** Arguments with what standard error says; the exit status is 2. */
const TROUBLE: readonly (readonly [about: string, args: readonly string[], line: RegExp])[] = [
  [
    "a folder where a file should be",
    ["folder", GOOD],
    /Cannot compare "folder" with ".*": only the first is a folder/,
  ],
  ["a folder to show", ["show", "folder"], /Cannot read "folder": it is a folder/],
  ["a missing file", ["missing.pth", GOOD], /Cannot read "missing.pth": no such file or folder/],
  ["an empty name", ["", GOOD], /Cannot compare an empty name/],
  ["a Windows path", ["C:\\models\\a.pth", GOOD], /Cannot read "C:\\models\\a.pth": no such file or folder/],
  ["a link to itself", ["loop", GOOD], /Cannot read "loop": symbolic links form a loop/],
  ["a link to nothing", [GOOD, "dangling"], /Cannot read "dangling": no such file or folder/],
  ["a name with control characters", ["cut\nname\x1b[31m.pth", GOOD], /Cannot read "cut\\nname\\x1b\[31m.pth": .*zip/],
  ["a file as a folder", [`${GOOD}/a.pth`, GOOD], /Cannot read ".*": a part of its path is not a folder/],
  ["a device of the system", ["/proc/self/maps", GOOD], /Cannot read "\/proc\/self\/maps": it belongs to the system/],
  ["standard input twice", ["-", "-"], /only one side may be -/],
  ["a name of 100,000 characters", ["a".repeat(100_000), GOOD], /Cannot read "aaa/],
];

Deno.test({
  name: "cli.ts says in one line what is wrong with an argument",
  ignore: !MAY_SPAWN || Deno.build.os === "windows",
  async fn(test) {
    await using folder = await makeFolder(SET_UP);
    for (const [about, args, line] of TROUBLE) {
      await test.step(about, async () => {
        const { status, stdout, stderr } = await spawnRun(args, { folder: folder.path });
        assertEquals({ status, stdout }, { status: 2, stdout: "" });
        assertMatch(stderr, line);
        assertMatch(stderr, /^diffai: \P{Cc}+\n$/u);
      });
    }
    await test.step({
      name: "an unreadable file",
      ignore: await shell("id -u") === "0\n", // root reads everything
      async fn() {
        const { status, stderr } = await spawnRun(["unreadable.pth", GOOD], { folder: folder.path });
        assertEquals(status, 2);
        assertEquals(stderr, 'diffai: Cannot read "unreadable.pth": permission denied\n');
      },
    });
  },
});

Deno.test({
  name: "cli.ts reads a named pipe, standard input and /dev/null to their ends",
  ignore: !MAY_SPAWN || Deno.build.os === "windows",
  async fn() {
    await using folder = await makeFolder("mkfifo fifo");
    const run = `"${Deno.execPath()}" run --quiet --no-prompt --allow-read "${CLI}"`;
    const same = "Identical: every byte is the same";
    assertMatch(await shell(`cat "${GOOD}" > fifo & ${run} fifo "${GOOD}"; wait`, folder.path), new RegExp(same));
    assertMatch(await shell(`${run} - "${GOOD}" < "${GOOD}"`, folder.path), new RegExp(same));
    assertMatch(await shell(`${run} /dev/null /dev/null`, folder.path), new RegExp(same));
  },
});

Deno.test({
  name: "cli.ts is quiet when its reader goes away",
  ignore: !MAY_SPAWN || Deno.build.os === "windows",
  async fn() {
    const run = `"${Deno.execPath()}" run --quiet --no-prompt --allow-read "${CLI}" --tensor-details --format json`;
    const pair = `"${FIXTURES}cases/fine_tuned/old.pth" "${FIXTURES}cases/fine_tuned/new.pth"`;
    assertEquals(await shell(`((${run} ${pair}; echo "status $?" >&2) | head -1) 2>&1`), "{\nstatus 0\n");
  },
});

Deno.test({
  name: "cli.ts says that the disk is full",
  ignore: !MAY_SPAWN || Deno.build.os !== "linux",
  async fn() {
    const run = `"${Deno.execPath()}" run --quiet --no-prompt --allow-read "${CLI}"`;
    const told = await shell(`(${run} "${GOOD}" "${GOOD}" > /dev/full; echo "status $?" >&2) 2>&1`);
    assertEquals(told, "diffai: Cannot write the output: No space left on device (os error 28)\nstatus 2\n");
  },
});

/** Files that unfold to far more than they hold. */
const BOMBS = [
  "bomb_honest.npz",
  "bomb_lying.npz",
  "billion_laughs.yaml",
  "deep.json",
  "huge_number.json",
  "pickle_doubling.pkl",
  "pickle_doubling_lists.pkl",
  "pickle_memo_index.pkl",
  "pickle_marks.pkl",
  "npy_header_4_gib.npy",
  "torch_expanded_huge.pth",
];

Deno.test({
  name: "run() takes less than 300 MB for a file that unfolds to far more than it holds",
  ignore: !MAY_SPAWN,
  async fn(test) {
    const probe = new URL("./memory_probe.ts", import.meta.url).pathname;
    for (const name of BOMBS) {
      await test.step(name, async () => {
        const file = `${FIXTURES}hostile/${name}`;
        const { stdout } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "--quiet", "--no-prompt", "--allow-read", probe, file, file],
          stderr: "null",
        }).output();
        const bytes = Number(/^resident (\d+)$/m.exec(new TextDecoder().decode(stdout))?.[1]);
        assert(bytes < 300e6, `${name}: ${bytes} bytes`);
      });
    }
  },
});

Deno.test({
  name: "cli.ts does not end as if all were well when a plugin never answers",
  ignore: !MAY_SPAWN,
  async fn() {
    const array = `${FIXTURES}files/numpy/c_order.npy`;
    const plugin = `${FIXTURES}plugins/never_settles.ts`;
    const { status, stdout, stderr } = await spawnRun(["--plugin", plugin, array, array]);
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /^diffai: Nothing is left to wait for, .* a promise of a plugin never settles\n$/);
  },
});
