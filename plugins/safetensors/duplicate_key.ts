/**
 * The first key that an object of a JSON text has twice, or `undefined`.
 * `JSON.parse` keeps the last of them without a word. `text` must be what
 * `value` was parsed from; `isKnown` tells keys that the outermost object had
 * before, where the text is a part of it.
 *
 * @example
 * ```ts
 * import { findDuplicateKey } from "./duplicate_key.ts";
 * import { assertEquals } from "@std/assert";
 * const text = '{"a": {"x": 1}, "b": {"x": 1}, "\\u0061": 2}';
 * assertEquals(findDuplicateKey(text, JSON.parse(text)), { key: "a", index: 31 });
 * ```
 */
export function findDuplicateKey(
  text: string,
  value: object,
  isKnown: (key: string) => boolean = () => false,
): { key: string; index: number } | undefined {
  // Counting is quick; the keys are located only where the counts say that one was lost.
  if (countColons(text) === countKeys(value) && !Object.keys(value).some(isKnown)) return undefined;
  return locateDuplicate(text, isKnown);
}

const BACKSLASH = 0x5c;

/** A colon, with the white space before it. */
const COLON = /\s*:/y;

/** Keys in a text that is JSON: the strings that a colon follows. */
function countColons(text: string): number {
  let colons = 0;
  for (let start = text.indexOf('"'); start >= 0;) {
    const end = stringEnd(text, start);
    COLON.lastIndex = end + 1;
    if (COLON.test(text)) colons++;
    start = text.indexOf('"', end + 1);
  }
  return colons;
}

/** Index of the quote that ends the string that starts at `start`: the engine's search is much faster than a loop. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes is before a character. */
function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (index - first) % 2 === 1;
}

function countKeys(root: unknown): number {
  let keys = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (members !== value) keys += members.length;
    for (const member of members) if (typeof member === "object") open.push(member);
  }
  return keys;
}

function locateDuplicate(
  text: string,
  isKnown: (key: string) => boolean,
): { key: string; index: number } | undefined {
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "{" || character === "[") open.push(new Set());
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const index = i;
      i = stringEnd(text, i);
      COLON.lastIndex = i + 1;
      if (!COLON.test(text)) continue;
      const key: string = JSON.parse(text.slice(index, i + 1));
      if (open.at(-1)!.has(key) || (open.length === 1 && isKnown(key))) return { key, index };
      open.at(-1)!.add(key);
    }
  }
  return undefined;
}
