import { plainInstance } from "./instance.ts";
import { scalarOf } from "./scalar_of.ts";
import { isContainer, PickleObject, PickleTuple, type PickleValue } from "./value.ts";
import { valueTexts } from "./value_text.ts";

/**
 * Keys of a dict as texts, one for each, all different for different keys. A
 * text key stands for itself, unless a key of another type is written alike:
 * then the text is quoted (`1` and `"1"`).
 *
 * @example
 * ```ts
 * import { keyTexts } from "./key_text.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(keyTexts([1n, "1", null, "a"]), ["1", '"1"', "None", "a"]);
 * ```
 */
export function keyTexts(keys: readonly PickleValue[]): readonly string[] {
  if (keys.every((key) => typeof key === "string")) return keys as readonly string[];
  const taken = new Map<string, PickleValue>();
  const others = valueTexts(keys).map((text, index) => {
    const key = keys[index]!;
    if (typeof key === "string") return text;
    const first = taken.get(text);
    if (first === undefined || isSameKey(first, key)) return taken.set(text, key), text;
    // Objects may be written alike without being equal.
    const numbered = `${text} #${index}`;
    return taken.set(numbered, key), numbered;
  });
  return others.map((text, index) => {
    if (typeof keys[index] !== "string") return text;
    while (taken.has(text)) text = JSON.stringify(text);
    return text;
  });
}

/** Whether two keys that are written alike are one key to Python. */
function isSameKey(a: PickleValue, b: PickleValue): boolean {
  return a === b || (isPlain(a) && isPlain(b));
}

function isPlain(key: PickleValue): boolean {
  if (key instanceof PickleTuple) return key.items.every((item) => !isContainer(item));
  return !isContainer(key) || (key instanceof PickleObject && scalarOf(plainInstance(key)) !== undefined);
}
