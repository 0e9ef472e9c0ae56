import { compareCodePoints } from "../model/code_point_order.ts";
import type { Limits } from "../model/limits.ts";
import type { Problem } from "../model/problem.ts";
import { createGlobFilter, type GlobOptions } from "./glob_filter.ts";
import { type Folder, type FolderReader, walkFolder } from "./walk_folder.ts";

/** A member of two folders; `null` on the side that does not have it. At least one side has it. */
export interface FolderPair {
  /** Relative, with `/`. */
  readonly path: string;
  /** The path to open. */
  readonly old: string | null;
  readonly new: string | null;
}

/** Two folders as pairs of files. */
export interface FolderPairs {
  /** Sorted by relative path, by code point. */
  readonly pairs: readonly FolderPair[];
  /** Skipped and unreadable entries, those of the old folder first. */
  readonly problems: readonly Problem[];
  /** Relative paths that `--include` and `--exclude` left out, counted. */
  readonly leftOut: number;
}

/**
 * Pairs the files of two folders by relative path. The result does not depend
 * on the order in which the file system lists.
 *
 * @throws {LimitError} if a side has more than `limits.files` files and folders.
 * @throws {UsageError} if a glob is empty.
 */
export function pairFolders(
  oldFolder: Folder,
  newFolder: Folder,
  options: GlobOptions,
  limits: Pick<Limits, "files">,
  reader?: FolderReader,
): FolderPairs {
  const keep = createGlobFilter(options);
  const before = walkFolder(oldFolder, limits, reader);
  const after = walkFolder(newFolder, limits, reader);
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].sort(compareCodePoints);
  const pairs = paths.filter(keep).map((path): FolderPair => ({
    path,
    old: before.files.get(path) ?? null,
    new: after.files.get(path) ?? null,
  }));
  return { pairs, problems: [...before.problems, ...after.problems], leftOut: paths.length - pairs.length };
}
