import type { ByteSource } from "../../source/byte_source.ts";
import { openFile } from "../../source/file.ts";
import type { SegmentSide } from "./segment_job.ts";

/** Files that segments lie in, each opened once. Close it with `await using`. */
export class FileShelf implements AsyncDisposable {
  readonly #files = new Map<string, ByteSource>();

  /** The file of a segment's side. */
  open({ path, name }: Pick<SegmentSide, "path" | "name">): ByteSource {
    let file = this.#files.get(path);
    if (!file) this.#files.set(path, file = openFile(path, name));
    return file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const file of this.#files.values()) await file[Symbol.asyncDispose]();
  }
}
