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
  #total = 0;
  /** Of the items before the one at hand. */
  #done = 0;
  #itemBytes = 0;
  #counted = 0;
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
    this.#total =
      this.#done =
      this.#itemBytes =
      this.#counted =
        0;
  }

  /** So many bytes are to be read, beside those that are known of already. */
  expect(bytes: number): void {
    this.#total += bytes;
  }

  /** The next item, of so many of the expected bytes. */
  begin(name: string, bytes: number): void {
    this.#done += this.#itemBytes;
    this.#itemBytes = bytes;
    this.#counted = 0;
    if (!this.#folder) this.#name = name;
  }

  /** So many bytes of the item are done. */
  add(bytes: number): void {
    this.#counted += bytes;
  }

  /** The work is over, whatever was left out of it. */
  finish(): void {
    this.#done = this.#total;
    this.#itemBytes = 0;
    const folder = this.#folder;
    if (!folder) return;
    folder.begunFiles = folder.files + 1;
    folder.doneBytes = folder.bytes;
    folder.fileBytes = 0;
  }

  /** How far it is. */
  get progress(): Progress {
    const name = this.#name, totalBytes = this.#total;
    const doneBytes = this.#done + Math.min(this.#counted, this.#itemBytes);
    if (!this.#folder) return { name, doneBytes, totalBytes };
    const { files, bytes, begunFiles, doneBytes: before, fileBytes } = this.#folder;
    const share = totalBytes === 0 ? 0 : doneBytes / totalBytes;
    return {
      name,
      doneBytes: Math.round(before + fileBytes * share),
      totalBytes: bytes,
      files: { done: Math.max(0, begunFiles - 1), total: files },
    };
  }
}
