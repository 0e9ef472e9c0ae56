import { compareCodePoints } from "../model/code_point_order.ts";
import { LimitError, SourceError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import { note, type Problem } from "../model/problem.ts";
import { openReason } from "../source/file.ts";

/** A folder, and its name as the user gave it. */
export interface Folder {
  readonly name: string;
  readonly path: string;
}

/** What a folder holds, at any depth. */
export interface FolderListing {
  /** Paths to open, by relative path with `/`, sorted by code point. */
  readonly files: ReadonlyMap<string, string>;
  /** What was skipped and what could not be read, by its path below the folder's name. */
  readonly problems: readonly Problem[];
}

/** What walking asks of a file system. */
export interface FolderReader {
  /** In any order. */
  list(path: string): Iterable<Entry>;
  /** Follows symbolic links. */
  stat(path: string): Pick<Deno.FileInfo, "isFile" | "isDirectory">;
  realPath(path: string): string;
}

type Entry = Pick<Deno.DirEntry, "name" | "isFile" | "isDirectory" | "isSymlink">;

const DISK: FolderReader = { list: Deno.readDirSync, stat: Deno.statSync, realPath: Deno.realPathSync };

/** What version control keeps is not what the user compares; in a worktree `.git` is a file. */
const SKIPPED_NAME = ".git";

/** A folder that is still to be listed. */
interface Visit {
  /** Relative to the root; "" for the root. */
  readonly relative: string;
  readonly path: string;
  /** The real paths of this folder and of those that lead to it. */
  readonly ancestors: readonly string[];
}

/**
 * All regular files below a folder. Symbolic links are followed unless they
 * lead back to a folder on the way to them. An entry that cannot be read is a
 * problem of the listing; the walk goes on. The result does not depend on the
 * order in which the file system lists.
 *
 * @throws {LimitError} if there are more than `limits.files` files and folders.
 * @throws {SourceError} if the folder itself is gone.
 */
export function walkFolder(root: Folder, limits: Pick<Limits, "files">, reader: FolderReader = DISK): FolderListing {
  const files: [string, string][] = [];
  const problems: Problem[] = [];
  const open: Visit[] = [{ relative: "", path: root.path, ancestors: [realRoot(root, reader)] }];
  let count = 0;
  for (let visit = open.pop(); visit; visit = open.pop()) {
    for (const entry of listSorted(visit, root, reader, problems)) {
      if (++count > limits.files) {
        throw new LimitError(`it holds more than ${limits.files} files and folders`, { file: root.name });
      }
      const relative = visit.relative === "" ? entry.name : `${visit.relative}/${entry.name}`;
      const found = classify(entry, visit, reader);
      if (found.kind === "file") files.push([relative, found.path]);
      else if (found.kind === "folder") open.push({ relative, path: found.path, ancestors: found.ancestors });
      else problems.push({ ...found.problem, file: memberName(root, relative) });
    }
  }
  return { files: new Map(files.sort(([a], [b]) => compareCodePoints(a, b))), problems: sortProblems(problems) };
}

function realRoot(root: Folder, reader: FolderReader): string {
  try {
    return reader.realPath(root.path);
  } catch (cause) {
    throw new SourceError(openReason(cause), { file: root.name, cause });
  }
}

/** The name of a member for messages: below the folder's own name, as the user gave it. */
export function memberName(root: Pick<Folder, "name">, relative: string): string {
  if (relative === "") return root.name;
  return root.name.endsWith("/") ? root.name + relative : `${root.name}/${relative}`;
}

function listSorted(visit: Visit, root: Folder, reader: FolderReader, problems: Problem[]): Entry[] {
  try {
    return [...reader.list(visit.path)].sort((a, b) => compareCodePoints(a.name, b.name));
  } catch (cause) {
    problems.push({ severity: "trouble", file: memberName(root, visit.relative), reason: openReason(cause) });
    return [];
  }
}

type Found =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string; readonly ancestors: readonly string[] }
  | { readonly kind: "neither"; readonly problem: Problem };

function classify(entry: Entry, parent: Visit, reader: FolderReader): Found {
  const path = `${parent.path}/${entry.name}`;
  if (entry.name === SKIPPED_NAME) return skipped("skipped: it belongs to version control");
  try {
    const { isFile, isDirectory } = entry.isSymlink ? reader.stat(path) : entry;
    if (isFile) return { kind: "file", path };
    if (!isDirectory) return skipped("skipped: it is neither a file nor a folder");
    const real = reader.realPath(path);
    if (parent.ancestors.includes(real)) return skipped("skipped: a symbolic link to a folder that contains it");
    return { kind: "folder", path, ancestors: [...parent.ancestors, real] };
  } catch (cause) {
    const reason = entry.isSymlink ? `its symbolic link cannot be followed: ${openReason(cause)}` : openReason(cause);
    return { kind: "neither", problem: { severity: "trouble", file: path, reason } };
  }
}

function skipped(reason: string): Found {
  return { kind: "neither", problem: note("", reason) };
}

function sortProblems(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => compareCodePoints(a.file, b.file));
}
