import { SourceError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import type { ByteSource } from "../source/byte_source.ts";
import { openFile } from "../source/file.ts";
import type { OpenInput } from "../source/open_input.ts";
import { type Input, openInput } from "./resolve_input.ts";

/** An open file that is closed with `await using`. */
export interface OwnedInput extends OpenInput, AsyncDisposable {}

/**
 * Opens what an argument stands for.
 *
 * @throws {SourceError} if it cannot be read. @throws {LimitError} for a stream that is too long.
 */
export async function openArgument(input: Input, limits: Limits): Promise<OwnedInput> {
  const source = await openInput(input, limits);
  return ownInput(source.name, source, input.kind === "file" ? input.path : null);
}

/** Opens a file on disk under the name that messages and the report use. */
export function openFileInput(path: string, name: string): OwnedInput {
  return ownInput(name, openFile(path, name), path);
}

function ownInput(name: string, source: ByteSource, path: string | null): OwnedInput {
  return {
    path: name,
    source,
    sibling(base) {
      if (path === null) return Promise.reject(new SourceError("only a file on disk has neighbours", { file: base }));
      return Promise.try(() => openFile(`${folderOf(path)}${base}`, `${folderOf(name)}${base}`));
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

// With the separator, which is `/`, and on Windows `\` as well.
function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), Deno.build.os === "windows" ? path.lastIndexOf("\\") : -1) + 1);
}
