/**
 * Two folders: every pair of files through the pipeline, one after the other.
 *
 * @module
 */
import type { CompareOptions, Watched } from "./compare_options.ts";
import { detectFormat } from "./detect/detect_format.ts";
import { plainKind } from "./detect/plain_kind.ts";
import { keepWatch } from "./keep_watch.ts";
import { UsageError } from "./model/errors.ts";
import { quote } from "./model/escape.ts";
import { problemOf } from "./model/problem.ts";
import type { FolderComparison, Report, Verdict } from "./model/report.ts";
import { compareWatched } from "./pipeline.ts";
import { isWithinTolerance } from "./model/within_tolerance.ts";
import { bareInput, buildReport } from "./report/build_report.ts";
import { hasTrouble } from "./report/exit_status.ts";
import { fileSize } from "./resolve/file_size.ts";
import { openFileInput } from "./resolve/open_file_input.ts";
import { type FolderPair, pairFolders } from "./resolve/pair_folders.ts";
import { type Folder, memberName } from "./resolve/walk_folder.ts";
import type { Watch } from "./source/watch.ts";

/** How folders are compared. */
export interface FolderOptions extends CompareOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Compares two folders file by file. A file that cannot be compared is a problem; the others are compared all the same.
 *
 * @throws {UsageError} if files were asked for by `include` and there are none: nothing would have been compared.
 */
export function compareFolders(old: Folder, fresh: Folder, options: FolderOptions): Promise<Report> {
  return keepWatch(options, (watched) => compareMembers(old, fresh, watched));
}

async function compareMembers(old: Folder, fresh: Folder, options: Watched<FolderOptions>): Promise<Report> {
  const { pairs, problems, leftOut } = pairFolders(old, fresh, options, options.limits);
  if (pairs.length === 0 && options.include.length > 0) {
    throw new UsageError(`"--include" and "--exclude" leave no file of ${quote(old.name)} and ${quote(fresh.name)}`);
  }
  const folders = { old, new: fresh };
  const files: Report[] = [];
  for (const member of watchMembers(pairs, options.watch)) files.push(await compareMember(member, folders, options));
  const bytes = (side: "old" | "new") => files.reduce((sum, { inputs }) => sum + (inputs[side]?.bytes ?? 0), 0);
  const sum = (name: "param_diff" | "structure_changes" | "significant_changes") =>
    files.reduce((total, { comparison }) => total + comparison[name], 0);
  const size = options.sizes
    ? { size: (await import("./size_pipeline.ts")).fileSizes(bytes("old"), bytes("new")) }
    : {};
  const counts = { ...countFiles(pairs, files, options), left_out: leftOut };
  return buildReport({
    comparison: {
      kind: "folder",
      param_diff: sum("param_diff"),
      // A file that came or went is a node of the folder.
      structure_changes: sum("structure_changes") + counts.added + counts.removed,
      significant_changes: sum("significant_changes"),
      ...size,
      files: counts,
    },
    inputs: { old: bareInput(old.name, "folder", bytes("old")), new: bareInput(fresh.name, "folder", bytes("new")) },
    verdict: folderVerdict(files, problems.some(({ severity }) => severity === "trouble")),
    changes: [],
    problems,
    files,
  });
}

/** The pairs, each announced to the watch when it is asked for. Only files that both folders have are read whole. */
function* watchMembers(pairs: readonly FolderPair[], watch: Watch | undefined): Generator<FolderPair> {
  if (!watch) return yield* pairs;
  const sizes = pairs.map(({ old, new: fresh }) =>
    old === null || fresh === null ? 0 : fileSize(old) + fileSize(fresh)
  );
  watch.tally.beginFolder(pairs.length, sizes.reduce((sum, size) => sum + size, 0));
  for (const [index, pair] of pairs.entries()) {
    watch.tally.beginFile(pair.path, sizes[index]!);
    yield pair;
  }
}

/** The report names a member by its path in the folder; a problem with it says in which. */
async function compareMember(
  pair: FolderPair,
  folders: { readonly old: Folder; readonly new: Folder },
  options: Watched<FolderOptions>,
): Promise<Report> {
  const { path, old, new: fresh } = pair;
  const names = { old: memberName(folders.old, path), new: memberName(folders.new, path) };
  try {
    if (old === null || fresh === null) return await loneMember(pair, names, options);
    await using before = openFileInput(old, names.old);
    await using after = openFileInput(fresh, names.new);
    const report = await compareWatched(before, after, options);
    const { inputs } = report;
    return { ...report, inputs: { old: { ...inputs.old!, path }, new: { ...inputs.new!, path } } };
  } catch (error) {
    options.watch?.throwIfAborted();
    const problem = problemOf(error, fresh === null ? names.old : names.new);
    if (!problem) throw error;
    const facts = bareInput(path, "unknown", 0);
    return buildReport({
      comparison: { kind: "binary", first_difference: null },
      inputs: { old: old === null ? null : facts, new: fresh === null ? null : facts },
      verdict: "unknown",
      changes: [],
      problems: [problem],
    });
  }
}

/** A file that only one folder has. */
async function loneMember(
  { path, old, new: fresh }: FolderPair,
  names: { readonly old: string; readonly new: string },
  options: FolderOptions,
): Promise<Report> {
  await using input = openFileInput((old ?? fresh)!, old === null ? names.new : names.old);
  const format = await detectFormat(input.source, input.path, options.registry, options.limits);
  const manifest = format?.plugin.manifest;
  const facts = bareInput(path, manifest?.id ?? await plainKind(input.source), input.source.size, manifest?.title);
  return buildReport({
    comparison: { kind: facts.format === "text" ? "text" : "binary", first_difference: null },
    inputs: { old: old === null ? null : facts, new: fresh === null ? null : facts },
    verdict: "different",
    changes: [],
  });
}

/** With a filter, a file of which the selected nodes are the same counts as unchanged, whatever else it holds. */
function countFiles(
  pairs: readonly FolderPair[],
  files: readonly Report[],
  { filter, tolerance }: CompareOptions,
): Omit<FolderComparison["files"], "left_out"> {
  const counts = { old: 0, new: 0, added: 0, removed: 0, changed: 0, unchanged: 0, failed: 0 };
  let close = 0;
  for (const [index, { old, new: fresh }] of pairs.entries()) {
    if (old !== null) counts.old++;
    if (fresh !== null) counts.new++;
    const report = files[index]!;
    if (old === null) counts.added++;
    else if (fresh === null) counts.removed++;
    else if (hasTrouble(report) || (report.verdict === "unknown" && !filter)) counts.failed++;
    else if (isWithinTolerance(report)) close++;
    else if (report.verdict === "different") counts.changed++;
    else counts.unchanged++;
  }
  return tolerance ? { ...counts, within_tolerance: close } : counts;
}

function folderVerdict(files: readonly Report[], trouble: boolean): Verdict {
  const verdicts = new Set(files.map(({ verdict }) => verdict));
  if (verdicts.has("different")) return "different";
  if (trouble || verdicts.has("unknown")) return "unknown";
  return verdicts.has("identical_content") ? "identical_content" : "identical_bytes";
}
