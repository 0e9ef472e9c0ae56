import type { FolderReader } from "../../../core/resolve/walk_folder.ts";

/** Contents of a made-up file system: a file, another kind of entry, a symbolic link to a path, an unreadable folder. */
export type FakeEntry = "file" | "socket" | "unreadable" | { readonly link: string } | FakeFolder;

/** Entries by name. */
export interface FakeFolder {
  readonly [name: string]: FakeEntry;
}

/** A file system in memory whose folders are listed in the order that `arrange` gives. */
export function createFakeFolders(
  root: FakeFolder,
  arrange: (names: string[]) => string[] = (names) => names,
): FolderReader {
  const realPath = (path: string) => resolve(root, path).real;
  return {
    realPath,
    stat(path) {
      const { entry } = resolve(root, path);
      return { isFile: entry === "file", isDirectory: isFolder(entry) || entry === "unreadable" };
    },
    *list(path) {
      const { entry } = resolve(root, path);
      if (entry === "unreadable") throw new Deno.errors.PermissionDenied("permission denied");
      for (const name of arrange(Object.keys(entry))) {
        const child = (entry as FakeFolder)[name]!;
        const isDirectory = isFolder(child) || child === "unreadable";
        yield { name, isFile: child === "file", isDirectory, isSymlink: typeof child === "object" && "link" in child };
      }
    },
  };
}

function isFolder(entry: FakeEntry): entry is FakeFolder {
  return typeof entry === "object" && !("link" in entry);
}

function resolve(root: FakeFolder, path: string, hops = 0): { entry: FakeEntry; real: string } {
  if (hops > 20) throw new Deno.errors.FilesystemLoop("too many levels of symbolic links");
  let entry: FakeEntry = root;
  let real = "";
  for (const name of path.split("/").filter((part) => part !== "")) {
    const child: FakeEntry | undefined = isFolder(entry) ? entry[name] : undefined;
    if (child === undefined) throw new Deno.errors.NotFound("not found");
    const target: { entry: FakeEntry; real: string } = typeof child === "object" && "link" in child
      ? resolve(root, String(child.link), hops + 1)
      : { entry: child, real: `${real}/${name}` };
    ({ entry, real } = target);
  }
  return { entry, real };
}
