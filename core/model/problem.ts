import { FileError, isTaggedError, type Place, placeText } from "./errors.ts";

/**
 * Something about an input that the user must know. `trouble` means that a
 * comparison is missing or incomplete (exit status 2); a `note` does not.
 */
export interface Problem {
  readonly severity: "trouble" | "note";
  /** The file's name as the user gave it; in a folder, its relative path. */
  readonly file: string;
  /** Where in the file, in words: `byte 118`, `line 3, column 5`, a quoted path. */
  readonly place?: string;
  /** What is the matter: a clause without a final period. */
  readonly reason: string;
}

/** A note about a file. */
export function note(file: string, reason: string, place?: Place): Problem {
  return { severity: "note", file, reason, ...(place ? { place: placeText(place) } : {}) };
}

/** The problem that an error tells of; `undefined` if the error is a defect of diffai's own and must not be hidden. */
export function problemOf(error: unknown, file: string): Problem | undefined {
  if (error instanceof FileError) {
    return {
      severity: "trouble",
      file: error.file,
      reason: error.reason,
      ...(error.place ? { place: placeText(error.place) } : {}),
    };
  }
  return isTaggedError(error) ? { severity: "trouble", file, reason: error.message } : undefined;
}
