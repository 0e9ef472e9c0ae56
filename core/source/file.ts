import { SourceError } from "../model/errors.ts";
import type { ByteSource } from "./byte_source.ts";
import { ReadAhead } from "./read_ahead.ts";
import { checkRange, createWindow } from "./window.ts";

/**
 * Opens a file for random access. Reads are synchronous: on a local disk they
 * cost less than a promise.
 *
 * @throws {SourceError} if the file is missing, unreadable or not a regular file.
 */
export function openFile(path: string, name: string = path): ByteSource {
  const { file, size } = open(path, name);
  const reader = new ReadAhead(size, (offset, into) => fill(file, offset, into, name));
  const source: ByteSource = {
    name,
    size,
    filePath: path,
    read(offset, into) {
      checkRange(source, offset, into.length);
      reader.read(offset, into);
    },
    window: (offset, length, inner) => createWindow(source, offset, length, inner),
    [Symbol.asyncDispose]() {
      file.close();
      return Promise.resolve();
    },
  };
  return source;
}

function open(path: string, name: string): { file: Deno.FsFile; size: number } {
  try {
    // Asked before opening: to open a named pipe would wait for its writer.
    const { isFile, isDirectory, size } = Deno.statSync(path);
    if (!isFile) throw new SourceError(isDirectory ? "it is a folder" : "it is not a regular file", { file: name });
    return { file: Deno.openSync(path, { read: true }), size };
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    throw new SourceError(openReason(cause), { file: name, cause });
  }
}

/** Why the operating system refused, in words that are the same on every platform. */
export function openReason(cause: unknown): string {
  if (cause instanceof Deno.errors.NotFound) return "no such file or folder";
  if (cause instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (cause instanceof Deno.errors.NotCapable) return leaveReason(cause);
  if (cause instanceof Deno.errors.FilesystemLoop) return "symbolic links form a loop";
  if (cause instanceof Deno.errors.IsADirectory) return "it is a folder";
  if (cause instanceof Deno.errors.NotADirectory) return "a part of its path is not a folder";
  // Deno repeats the call and the path, which the message has already.
  return cause instanceof Error ? cause.message.replace(/: \w+ '.*'$/s, "") : String(cause);
}

function leaveReason({ message }: Error): string {
  // Of devices and of the system's own files, Deno opens only a few unless all is allowed.
  if (message.includes("--allow-all")) return "it belongs to the system, and Deno reads it only with --allow-all";
  return "Deno was not given leave to read it; run with --allow-read";
}

function fill(file: Deno.FsFile, offset: number, into: Uint8Array, name: string): void {
  file.seekSync(offset, Deno.SeekMode.Start);
  let done = 0;
  while (done < into.length) {
    const count = readSome(file, into.subarray(done), name, offset + done);
    if (count === null || count === 0) {
      throw new SourceError("the file became shorter while it was read", {
        file: name,
        place: { offset: offset + done },
      });
    }
    done += count;
  }
}

function readSome(file: Deno.FsFile, into: Uint8Array, name: string, offset: number): number | null {
  try {
    return file.readSync(into);
  } catch (cause) {
    throw new SourceError(openReason(cause), { file: name, place: { offset }, cause });
  }
}
