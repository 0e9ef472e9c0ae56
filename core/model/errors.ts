import { quote } from "./escape.ts";

/** Where in a file something is wrong: a byte, a line and column, or a path inside it. */
export type Place =
  | { readonly offset: number }
  | { readonly line: number; readonly column?: number }
  | { readonly path: string };

/** What an error about a file can carry beside its reason. */
export interface ErrorDetails {
  /** The file's name as the user gave it. */
  readonly file: string;
  readonly place?: Place;
  readonly cause?: unknown;
}

/** The kinds of trouble that diffai reports, one tag a class. */
export const ERROR_TAGS = [
  "format",
  "unsupported",
  "limit",
  "source",
  "usage",
  "plugin",
  "ambiguous",
  "output",
] as const;

/** One of `ERROR_TAGS`. */
export type ErrorTag = (typeof ERROR_TAGS)[number];

/** What all of diffai's own errors have. */
export interface TaggedError extends Error {
  readonly tag: ErrorTag;
}

/** The place in words: `byte 118`, `line 3, column 5`, `"layer.weight"`. */
export function placeText(place: Place): string {
  if ("offset" in place) return `byte ${place.offset}`;
  if ("path" in place) return quote(place.path);
  return place.column === undefined ? `line ${place.line}` : `line ${place.line}, column ${place.column}`;
}

function readMessage(reason: string, { file, place }: ErrorDetails): string {
  return `Cannot read ${quote(file)}${place ? ` at ${placeText(place)}` : ""}: ${reason}`;
}

/** What all errors about a file have in common: its name, the place, the reason. */
export abstract class FileError extends Error implements TaggedError {
  abstract readonly tag: ErrorTag;
  readonly file: string;
  readonly place?: Place;
  /** A clause without a final period that says what is wrong, with what was found and expected. */
  readonly reason: string;
  constructor(reason: string, details: ErrorDetails) {
    super(readMessage(reason, details), { cause: details.cause });
    this.file = details.file;
    this.place = details.place;
    this.reason = reason;
  }
}

/** A file is not what its format demands: truncated, overlapping, contradictory. */
export class FormatError extends FileError {
  override readonly name = "FormatError";
  readonly tag = "format";
}

/** A file may be well-formed, but uses a feature that diffai does not read. */
export class UnsupportedError extends FileError {
  override readonly name = "UnsupportedError";
  readonly tag = "unsupported";
}

/** A file asks for more than `limits.ts` allows. */
export class LimitError extends FileError {
  override readonly name = "LimitError";
  readonly tag = "limit";
}

/** Bytes could not be had: missing, unreadable, a folder, shorter than it was. */
export class SourceError extends FileError {
  override readonly name = "SourceError";
  readonly tag = "source";
}

/** The command line or an option is wrong. */
export class UsageError extends TypeError implements TaggedError {
  override readonly name = "UsageError";
  readonly tag = "usage";
}

/** A plugin cannot be loaded or broke its contract; the message names it. */
export class PluginError extends Error implements TaggedError {
  override readonly name = "PluginError";
  readonly tag = "plugin";
  readonly plugin: string;
  constructor(plugin: string, reason: string, options?: ErrorOptions) {
    super(`Plugin ${quote(plugin)}: ${reason}`, options);
    this.plugin = plugin;
  }
}

/** More than one reading is equally good; the candidates are named. */
export class AmbiguousError extends TypeError implements TaggedError {
  override readonly name = "AmbiguousError";
  readonly tag = "ambiguous";
  readonly candidates: readonly string[];
  constructor(message: string, candidates: readonly string[]) {
    super(message);
    this.candidates = candidates;
  }
}

/** The report could not be written: a full disk. */
export class OutputError extends Error implements TaggedError {
  override readonly name = "OutputError";
  readonly tag = "output";
}

/** Whether an error is one of diffai's own, so that its message is meant for the user. */
export function isTaggedError(error: unknown): error is TaggedError {
  return error instanceof Error && "tag" in error && TAGS.has(error.tag as ErrorTag);
}

const TAGS: ReadonlySet<ErrorTag> = new Set(ERROR_TAGS);
