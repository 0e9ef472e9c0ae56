import { UsageError } from "./errors.ts";
import { quote } from "./escape.ts";

/** The error for two inputs that have nothing in common; each by its path and by what it is, for people. */
export function notComparable(old: string, oldNoun: string, fresh: string, newNoun: string): UsageError {
  return new UsageError(`Cannot compare ${quote(old)} (${oldNoun}) with ${quote(fresh)} (${newNoun})`);
}
