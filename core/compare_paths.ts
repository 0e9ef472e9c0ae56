import type { FolderOptions } from "./folder_pipeline.ts";
import { DEFAULT_LIMITS } from "./model/limits.ts";
import { UsageError } from "./model/errors.ts";
import { quote } from "./model/escape.ts";
import type { Report } from "./model/report.ts";
import { compareInputs } from "./pipeline.ts";
import { selectsNothing } from "./report/selects_nothing.ts";
import { openArgument } from "./resolve/open_file_input.ts";
import { resolveInput, resolvePair } from "./resolve/resolve_input.ts";

/** What `comparePaths` needs to know; everything but the plugins has a default. */
export interface ComparePathsOptions
  extends Pick<FolderOptions, "registry">, Partial<Omit<FolderOptions, "registry" | "third">> {
  /** A third file that some analyses hold both against, as on the command line. */
  readonly with?: string;
}

/**
 * Compares two files or two folders, each given as on the command line: a path,
 * an address, or `-` for standard input. Needs leave to read them.
 *
 * @throws {SourceError | FormatError | UnsupportedError | LimitError | UsageError}
 * if a file cannot be read; inside folders that is among the report's problems. @throws {UsageError} also if
 * a filter selects nothing, since nothing would have been compared.
 *
 * @example Two safetensors files
 * ```ts
 * import { comparePaths } from "./compare_paths.ts";
 * import { REGISTRY } from "../plugins/registry.ts";
 * import { assertEquals } from "@std/assert";
 * const file = "fixtures/files/safetensors/metadata.safetensors";
 * const report = await comparePaths(file, file, { registry: REGISTRY });
 * assertEquals(report.verdict, "identical_bytes");
 * ```
 */
export async function comparePaths(old: string, fresh: string, options: ComparePathsOptions): Promise<Report> {
  const report = await compareInputsOrFolders(old, fresh, options);
  if (selectsNothing(report)) {
    throw new UsageError(`Filter ${quote(options.filter!.source)} matches no path in ${quote(old)} or ${quote(fresh)}`);
  }
  return report;
}

async function compareInputsOrFolders(old: string, fresh: string, options: ComparePathsOptions): Promise<Report> {
  const { with: third, ...others } = options;
  const settings: FolderOptions = { limits: DEFAULT_LIMITS, values: true, include: [], exclude: [], ...others };
  const pair = resolvePair(old, fresh);
  if (pair.old.kind === "folder" && pair.new.kind === "folder") {
    if (third !== undefined) throw new UsageError(`"--with" goes with two files, not with folders`);
    // Imported only now: two files need no globs.
    const { compareFolders } = await import("./folder_pipeline.ts");
    return await compareFolders(pair.old, pair.new, settings);
  }
  await using before = await openArgument(pair.old, settings.limits);
  await using after = await openArgument(pair.new, settings.limits);
  if (third === undefined) return await compareInputs(before, after, settings);
  const beyond = resolveInput(third), inputs = [pair.old, pair.new, beyond];
  if (beyond.kind === "stdin" && inputs.filter(({ kind }) => kind === "stdin").length > 1) {
    throw new UsageError(`"--with" cannot be "-" as well: standard input is one file`);
  }
  await using beside = await openArgument(beyond, settings.limits);
  return await compareInputs(before, after, { ...settings, third: beside });
}
