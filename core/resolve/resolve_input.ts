import { SourceError, UsageError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { Limits } from "../model/limits.ts";
import type { ByteSource } from "../source/byte_source.ts";
import { openFile, openReason } from "../source/file.ts";

/** What an argument of the command line stands for. */
export type Input =
  | { readonly kind: "file" | "folder"; readonly name: string; readonly path: string }
  /** A named pipe, as process substitution gives one, or a device such as `/dev/null`. */
  | { readonly kind: "pipe"; readonly name: string; readonly path: string }
  | { readonly kind: "stdin"; readonly name: "-" }
  | { readonly kind: "url"; readonly url: URL };

/**
 * Tells what an argument stands for.
 *
 * @throws {SourceError} if there is no such file or folder, or it cannot be looked at.
 * @throws {UsageError} if the argument is empty or a malformed address.
 */
export function resolveInput(argument: string): Input {
  if (argument === "") throw new UsageError("Cannot compare an empty name");
  if (isStdin(argument)) return { kind: "stdin", name: "-" };
  if (/^https?:\/\//i.test(argument)) return { kind: "url", url: parseUrl(argument) };
  const { isFile, isDirectory } = stat(argument);
  const kind = isFile ? "file" : isDirectory ? "folder" : "pipe";
  return { kind, name: argument, path: argument };
}

function isStdin(argument: string): boolean {
  // Deno opens the device only with --allow-all, and gives its bytes without asking.
  return argument === "-" || argument === "/dev/stdin" || argument === "/dev/fd/0";
}

function parseUrl(argument: string): URL {
  const url = URL.parse(argument);
  if (url === null) throw new UsageError(`Cannot read ${quote(argument)}: it is not a well-formed address`);
  return url;
}

function stat(path: string): Deno.FileInfo {
  try {
    return Deno.statSync(path);
  } catch (cause) {
    throw new SourceError(openReason(cause), { file: path, cause });
  }
}

/**
 * Tells what two arguments stand for, and that they can be compared: two
 * folders, or two inputs with bytes of which one at most is standard input.
 *
 * @throws {UsageError} if they cannot be compared.
 * @throws {SourceError} as `resolveInput` does.
 */
export function resolvePair(oldArgument: string, newArgument: string): { readonly old: Input; readonly new: Input } {
  if (isStdin(oldArgument) && isStdin(newArgument)) {
    throw new UsageError("Cannot compare standard input with itself: only one side may be -");
  }
  const pair = { old: resolveInput(oldArgument), new: resolveInput(newArgument) };
  if ((pair.old.kind === "folder") !== (pair.new.kind === "folder")) {
    const [folder, other] = pair.old.kind === "folder" ? [oldArgument, newArgument] : [newArgument, oldArgument];
    throw new UsageError(`Cannot compare ${quote(folder)} with ${quote(other)}: only the first is a folder`);
  }
  return pair;
}

/**
 * Opens an input for random access. What cannot be read at any place (standard
 * input, a pipe) is read into memory, up to `limits.stdinBytes`. Close it with
 * `await using`.
 *
 * @throws {SourceError} if it cannot be read; a folder has no bytes.
 * @throws {LimitError} if a stream has more than `limits.stdinBytes` bytes.
 */
export async function openInput(input: Input, limits: Pick<Limits, "stdinBytes">): Promise<ByteSource> {
  switch (input.kind) {
    case "file":
      return openFile(input.path, input.name);
    case "url":
      return await (await import("../source/http.ts")).openUrl(input.url, limits);
    case "stdin":
      return await readWhole(Deno.stdin.readable, input.name, limits);
    case "pipe":
      return await readWhole(await openPipe(input.path, input.name), input.name, limits);
    case "folder":
      throw new SourceError("it is a folder", { file: input.name });
  }
}

async function readWhole(
  stream: ReadableStream<Uint8Array>,
  name: string,
  { stdinBytes }: Pick<Limits, "stdinBytes">,
): Promise<ByteSource> {
  const { readStream } = await import("../source/stream.ts");
  return await readStream(stream, name, stdinBytes);
}

async function openPipe(path: string, name: string): Promise<ReadableStream<Uint8Array>> {
  try {
    return (await Deno.open(path, { read: true })).readable;
  } catch (cause) {
    throw new SourceError(openReason(cause), { file: name, cause });
  }
}
