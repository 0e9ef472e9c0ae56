import { closestString, levenshteinDistance } from "@std/text";
import { quote } from "../model/escape.ts";

/**
 * What to say about a name that there is not: the nearest of those that there
 * are, as a question where it is near enough to be meant.
 *
 * @example
 * ```ts
 * import { suggestName } from "./suggest_name.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(suggestName("--formt", ["--filter", "--format"]), 'did you mean "--format"?');
 * assertEquals(suggestName("xyz", ["rules"]), 'the nearest is "rules"');
 * ```
 */
export function suggestName(name: string, known: readonly string[]): string {
  const nearest = closestString(name, known);
  const isNear = levenshteinDistance(name, nearest) <= Math.max(2, name.length / 3);
  return isNear ? `did you mean ${quote(nearest)}?` : `the nearest is ${quote(nearest)}`;
}
