/**
 * Keys as people write a tensor's name: joined with dots. Two different key
 * lists may give the same name; the report's `keys` stay exact.
 *
 * @example
 * ```ts
 * import { dottedName } from "./tree_path.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(dottedName(["state_dict", "layer1.0.weight"]), "state_dict.layer1.0.weight");
 * ```
 */
export function dottedName(keys: readonly string[]): string {
  return keys.join(".");
}

/**
 * Keys as a JSON Pointer (RFC 6901).
 *
 * @example
 * ```ts
 * import { jsonPointer } from "./tree_path.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(jsonPointer(["optimizer", "lr/decay"]), "/optimizer/lr~1decay");
 * ```
 */
export function jsonPointer(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
