/**
 * Bytes as lower-case hexadecimal digits.
 *
 * @example
 * ```ts
 * import { hexText } from "./hex.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(hexText(new Uint8Array([0, 10, 255])), "000aff");
 * assertEquals(hexText(new Uint8Array([0, 10]), " "), "00 0a");
 * ```
 */
export function hexText(bytes: Uint8Array, separator = ""): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(separator);
}
