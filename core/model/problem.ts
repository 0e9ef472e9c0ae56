import { FileError, isTaggedError, type Place, placeText } from "./errors.ts";
import { quote } from "./escape.ts";

/**
 * Something about an input that the user must know. `trouble` means that a
 * comparison is missing or incomplete (exit status 2); a `note` does not.
 */
export interface Problem {
  readonly severity: "trouble" | "note";
  /** The file's name as the user gave it; in a folder, below the folder's name. */
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

/** A problem in one line: `Cannot read "a.npy" at byte 118: ...`, or for a note `"a.json" at line 3: ...`. */
export function problemText({ severity, file, place, reason }: Problem): string {
  // What is not about one file alone, as "Cannot compare", names the files itself.
  if (reason.startsWith("Cannot ")) return reason;
  const where = `${quote(file)}${place ? ` at ${place}` : ""}`;
  return severity === "trouble" ? `Cannot read ${where}: ${reason}` : `Note on ${where}: ${reason}`;
}

/** Tells problems that nothing has told yet: what could not be read once cannot be read again, in whatever role. */
export function isNewTo(problems: readonly Problem[]): (problem: Problem) => boolean {
  const keyOf = ({ file, reason }: Problem) => JSON.stringify([file, reason]);
  const known = new Set(problems.map(keyOf));
  return (problem) => !known.has(keyOf(problem));
}
