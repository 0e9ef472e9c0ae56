import { FormatError } from "../model/errors.ts";

// The specification bounds a pointer at 1024 bytes.
const LONGEST_POINTER = 1024;

/**
 * Refuses the stand-in that Git LFS leaves where the real file was not fetched.
 *
 * @throws {FormatError} that names the size of the real file.
 *
 * @example
 * ```ts
 * import { refuseLfsPointer } from "./lfs_pointer.ts";
 * import { assertThrows } from "@std/assert";
 * const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 46827520\n";
 * assertThrows(() => refuseLfsPointer(new TextEncoder().encode(pointer), "model.pth"), Error, "46827520 bytes");
 * ```
 */
export function refuseLfsPointer(head: Uint8Array, file: string): void {
  if (head.length > LONGEST_POINTER) return;
  const text = new TextDecoder().decode(head);
  if (!/^version https:\/\/git-lfs\.github\.com\/spec\/v\d/.test(text)) return;
  const size = /^size (\d+)$/m.exec(text)?.[1];
  const real = size === undefined ? "the file" : `the file of ${size} bytes`;
  throw new FormatError(`it is a Git LFS pointer, not ${real}; run git lfs pull`, { file });
}
