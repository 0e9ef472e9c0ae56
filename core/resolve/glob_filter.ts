// @ts-types="npm:@types/picomatch@4.0.3"
import picomatch from "picomatch";
import { UsageError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";

/** Which members of a folder to compare. Excludes win; without includes, everything is in. */
export interface GlobOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/**
 * A test for relative paths with `/`. A glob is matched against the relative
 * path and against the base name; one that ends in `/` stands for all that is
 * in such folders.
 *
 * @throws {UsageError} if a glob is empty or malformed.
 *
 * @example
 * ```ts
 * import { createGlobFilter } from "./glob_filter.ts";
 * import { assertEquals } from "@std/assert";
 * const keep = createGlobFilter({ include: ["*.json", "runs/**"], exclude: ["cache/"] });
 * assertEquals(keep("a/b/config.json"), true);
 * assertEquals(keep("runs/1/model.pth"), true);
 * assertEquals(keep("runs/cache/config.json"), false);
 * assertEquals(keep("model.pth"), false);
 * ```
 */
export function createGlobFilter({ include = [], exclude = [] }: GlobOptions): (path: string) => boolean {
  const included = include.map(createMatcher);
  const excluded = exclude.map(createMatcher);
  return (path) =>
    (included.length === 0 || included.some((matches) => matches(path))) &&
    !excluded.some((matches) => matches(path));
}

function createMatcher(glob: string): (path: string) => boolean {
  if (glob === "") throw new UsageError("Cannot match an empty glob");
  const matches = compile(glob);
  return (path) => matches(path) || matches(path.slice(path.lastIndexOf("/") + 1));
}

function compile(glob: string): (path: string) => boolean {
  const relative = glob.replace(/^(\.?\/)+/, "");
  const pattern = relative.endsWith("/") ? `**/${relative}**` : relative;
  try {
    // Names are compared as they are on disk, so a leading dot is a character like any other.
    return picomatch(pattern, { dot: true, windows: false });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot match the glob ${quote(glob)}: ${reason}`, { cause });
  }
}
