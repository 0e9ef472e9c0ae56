import type { Progress } from "./progress.ts";

/** Files of a folder, by their sizes. */
interface FolderWork {
  readonly files: number;
  readonly bytes: number;
  /** The file at hand and those before it. */
  begunFiles: number;
  /** Of the files before the one at hand. */
  doneBytes: number;
  /** Of the file at hand. */
  fileBytes: number;
}

/** Items of one file, or pair of files. */
interface FileWork {
  /** Of all items that are known of. */
  totalBytes: number;
  /** Of the items before the one at hand. */
  doneBytes: number;
  /** Of the item at hand: expected, and counted. */
  itemBytes: number;
  countedBytes: number;
  /** The share of the work that was done at least once, before more of it turned up. */
  share: number;
}

const NO_WORK: Readonly<FileWork> = { totalBytes: 0, doneBytes: 0, itemBytes: 0, countedBytes: 0, share: 0 };

/**
 * Adds up work by bytes: items (a tensor, a file that is read as a whole) one
 * after the other. What an item was expected to take counts as done when the
 * next one begins, whatever was counted for it: bytes may be read twice, or not
 * be read at all. In a folder, a file counts by its size.
 *
 * @example
 * ```ts
 * import { WorkTally } from "./work_tally.ts";
 * import { assertEquals } from "@std/assert";
 * const tally = new WorkTally();
 * tally.expect(300);
 * tally.begin("fc.weight", 200);
 * tally.add(150);
 * assertEquals(tally.progress, { name: "fc.weight", doneBytes: 150, totalBytes: 300 });
 * tally.begin("fc.bias", 100);
 * assertEquals(tally.progress, { name: "fc.bias", doneBytes: 200, totalBytes: 300 });
 * ```
 */
export class WorkTally {
  #name = "";
  #file: FileWork = { ...NO_WORK };
  #folder: FolderWork | undefined;

  /** The work is a folder of so many files, and bytes in all. */
  beginFolder(files: number, bytes: number): void {
    this.#folder = { files, bytes, begunFiles: 0, doneBytes: 0, fileBytes: 0 };
  }

  /** The next file of the folder, of so many bytes. */
  beginFile(name: string, bytes: number): void {
    const folder = this.#folder!;
    folder.begunFiles++;
    folder.doneBytes += folder.fileBytes;
    folder.fileBytes = bytes;
    this.#name = name;
    this.#file = { ...NO_WORK };
  }

  /** So many bytes are to be read, beside those that are known of already. */
  expect(bytes: number): void {
    this.#file.share = shareOf(this.#file);
    this.#file.totalBytes += bytes;
  }

  /** The next item, of so many of the expected bytes. */
  begin(name: string, bytes: number): void {
    const file = this.#file;
    file.doneBytes += file.itemBytes;
    file.itemBytes = bytes;
    file.countedBytes = 0;
    if (!this.#folder) this.#name = name;
  }

  /** So many bytes of the item are done. */
  add(bytes: number): void {
    this.#file.countedBytes += bytes;
  }

  /** The work is over, whatever was left out of it. */
  finish(): void {
    const { totalBytes } = this.#file, folder = this.#folder;
    this.#file = { ...NO_WORK, totalBytes, doneBytes: totalBytes };
    if (folder) this.#folder = { ...folder, begunFiles: folder.files + 1, doneBytes: folder.bytes, fileBytes: 0 };
  }

  /** How far it is. */
  get progress(): Progress {
    const name = this.#name, file = this.#file;
    if (!this.#folder) return { name, doneBytes: doneBytes(file), totalBytes: file.totalBytes };
    const { files, bytes, begunFiles, doneBytes: before, fileBytes } = this.#folder;
    return {
      name,
      doneBytes: Math.round(before + fileBytes * shareOf(file)),
      totalBytes: bytes,
      files: { done: Math.max(0, begunFiles - 1), total: files },
    };
  }
}

function doneBytes({ doneBytes, itemBytes, countedBytes }: FileWork): number {
  return doneBytes + Math.min(countedBytes, itemBytes);
}

/** Does not go back when more work turns up. */
function shareOf(file: FileWork): number {
  return file.totalBytes === 0 ? 0 : Math.max(file.share, doneBytes(file) / file.totalBytes);
}
