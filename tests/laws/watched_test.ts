import { assert, assertEquals, assertRejects } from "@std/assert";
import type { CompareOptions } from "../../core/compare_options.ts";
import { compareFolders } from "../../core/folder_pipeline.ts";
import { SourceError } from "../../core/model/errors.ts";
import type { Progress } from "../../core/model/progress.ts";
import { compareInputs, compareWatched } from "../../core/pipeline.ts";
import { openFileInput, type OwnedInput } from "../../core/resolve/open_file_input.ts";
import { describeInput } from "../../core/show_pipeline.ts";
import { Watch, type WatchOptions } from "../../core/source/watch.ts";
import { type Case, operandsOf, readCases } from "../cases/case.ts";
import { EXACT } from "../contract/fixture.ts";

/** Blocks far smaller than the files. */
const SMALL: CompareOptions = { ...EXACT, limits: { ...EXACT.limits, blockBytes: 4096 } };

const CASES = readCases();
const FOLDERS = CASES.filter(({ name }) => name === "experiment");
const PAIRS = CASES.filter(({ name }) => name !== "experiment");

/** One input of a case, from disk. */
function open(each: Case, side: 0 | 1): OwnedInput {
  const name = operandsOf(each)[side];
  return openFileInput(`${each.folder}/${name}`, name);
}

function assertGoesOn(told: readonly Progress[], about: string): void {
  for (const [index, { doneBytes, totalBytes }] of told.entries()) {
    assert(doneBytes <= totalBytes, `${about}: ${doneBytes} of ${totalBytes}`);
    assert(doneBytes >= (told[index - 1]?.doneBytes ?? 0), `${about} goes back to ${doneBytes}`);
  }
  const { doneBytes, totalBytes } = told.at(-1)!;
  assertEquals(doneBytes, totalBytes, about);
}

Deno.test("a pair that is watched at every read gives the same report, and its progress goes on to the end", async () => {
  for (const each of PAIRS) {
    await using old = open(each, 0);
    await using fresh = open(each, 1);
    const told: Progress[] = [];
    let time = 0;
    const watch = new Watch({ progress: (progress) => void told.push(progress) }, () => time += 1000);
    const watched = await compareWatched(old, fresh, { ...SMALL, watch });
    watch.finish();
    assertEquals(watched, await compareInputs(old, fresh, SMALL), each.name);
    assertGoesOn(told, each.name);
    // What takes several blocks is told of on the way.
    const isLong = told.at(-1)!.totalBytes > 4 * SMALL.limits.blockBytes;
    assert(!isLong || told.some(({ doneBytes, totalBytes }) => doneBytes > 0 && doneBytes < totalBytes), each.name);
  }
});

/** Does some work with options, in every way there is to look on. */
const WORK: readonly (readonly [about: string, work: (options: WatchOptions) => Promise<unknown>])[] = [
  ...PAIRS.map((each) =>
    [each.name, async (options: WatchOptions) => {
      await using old = open(each, 0);
      await using fresh = open(each, 1);
      return await compareInputs(old, fresh, { ...SMALL, ...options });
    }] as const
  ),
  ...FOLDERS.map(({ name, folder }) =>
    [name, (options: WatchOptions) => {
      const [old, fresh] = ["old", "new"].map((side) => ({ name: side, path: `${folder}/${side}` }));
      return compareFolders(old!, fresh!, { ...SMALL, include: [], exclude: [], ...options });
    }] as const
  ),
  ...PAIRS.filter(({ name }) => name === "fine_tuned" || name === "results_json").map((each) =>
    [`show ${each.name}`, async (options: WatchOptions) => {
      await using input = open(each, 0);
      return await describeInput(input, { ...SMALL, ...options });
    }] as const
  ),
];

Deno.test("a folder's progress counts all of its files", async () => {
  const work = WORK.find(([about]) => about === "experiment")![1];
  const told: Progress[] = [];
  assertEquals(await work({ progress: (progress) => void told.push(progress) }), await work({}));
  const { files } = told.at(-1)!;
  assert(files !== undefined && files.total > 1);
  assertEquals(files.done, files.total);
  assertGoesOn(told, "experiment");
});

Deno.test("a description's progress goes on to the end", async () => {
  for (const [about, work] of WORK.filter(([about]) => about.startsWith("show "))) {
    const told: Progress[] = [];
    assertEquals(await work({ progress: (progress) => void told.push(progress) }), await work({}), about);
    assertGoesOn(told, about);
  }
});

Deno.test("a signal stops any work with its reason, at whichever read it is given", async () => {
  // An error of diffai's own, so that it could be taken for a problem of the file.
  const reason = new SourceError("it is no longer wanted", { file: "a.pth" });
  for (const [about, work] of WORK) {
    let reads = 0;
    await work({ signal: signalAt(Infinity, reason, () => reads++) });
    assert(reads > 0, about);
    for (const at of new Set([0, 1, 2, 5, 10, 20, 50, 100, Math.floor(reads / 2), reads - 1])) {
      if (at >= reads) continue;
      const error = await assertRejects(() => work({ signal: signalAt(at, reason) }), about);
      assert(error === reason, `${about}, given at ${at} of ${reads}: ${error}`);
    }
  }
});

/** A signal that is given when it is looked at after so many times. */
function signalAt(looks: number, reason: Error, onLook: () => void = () => {}): AbortSignal {
  const controller = new AbortController();
  let left = looks;
  controller.signal.throwIfAborted = () => {
    onLook();
    if (left-- <= 0) controller.abort(reason);
    if (controller.signal.aborted) throw reason;
  };
  return controller.signal;
}
