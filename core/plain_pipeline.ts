/**
 * Two files of which at least one has no plugin: compared as bytes.
 *
 * @module
 */
import { firstDifference } from "./compare/first_difference.ts";
import type { CompareOptions, Watched } from "./compare_options.ts";
import { plainKind } from "./detect/plain_kind.ts";
import { notComparable } from "./model/not_comparable.ts";
import type { Report } from "./model/report.ts";
import { bareInput, buildReport } from "./report/build_report.ts";
import type { OpenInput } from "./source/open_input.ts";

/**
 * Compares two files as bytes. `titles` are those of the formats that plugins
 * read, old and new; a file of such a format is compared as bytes only if both are text.
 *
 * @throws {UsageError} if one is of a known format and not both are text.
 * @throws {SourceError} if a file cannot be read.
 */
export async function comparePlain(
  old: OpenInput,
  fresh: OpenInput,
  titles: readonly (string | undefined)[],
  { limits: { blockBytes }, sizes, watch }: Watched<CompareOptions>,
): Promise<Report> {
  const kinds = [await plainKind(old.source), await plainKind(fresh.source)] as const;
  const [oldNoun, newNoun] = [titles[0] ?? kinds[0], titles[1] ?? kinds[1]];
  const isText = kinds.every((kind) => kind === "text");
  if (!isText && titles.some((title) => title !== undefined)) {
    throw notComparable(old.path, oldNoun, fresh.path, newNoun);
  }
  watch?.beginReading(fresh.path, 2 * Math.min(old.source.size, fresh.source.size));
  const at = await firstDifference(old.source, fresh.source, { blockBytes });
  const size = sizes
    ? { size: (await import("./size_pipeline.ts")).fileSizes(old.source.size, fresh.source.size) }
    : {};
  return buildReport({
    comparison: { kind: isText ? "text" : "binary", first_difference: at, ...size },
    inputs: {
      old: bareInput(old.path, kinds[0], old.source.size),
      new: bareInput(fresh.path, kinds[1], fresh.source.size),
    },
    verdict: at === null ? "identical_bytes" : "different",
    changes: [],
  });
}
