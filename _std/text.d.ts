/** How texts are compared. */
export interface ClosestStringOptions {
  /** Whether `A` and `a` differ; by default they do not. */
  caseSensitive?: boolean;
  /** The distance; by default Levenshtein's. */
  compareFn?: (a: string, b: string) => number;
}

/** The most similar of some words, of which there must be one at least. */
export function closestString(
  givenWord: string,
  possibleWords: readonly string[],
  options?: ClosestStringOptions,
): string;

/** How many characters have to be inserted, deleted or replaced to make one text the other. */
export function levenshteinDistance(str1: string, str2: string): number;
