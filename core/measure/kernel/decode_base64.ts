/**
 * The bytes that a text in Base64 (RFC 4648) stands for.
 *
 * @example
 * ```ts
 * import { decodeBase64 } from "./decode_base64.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(decodeBase64("AAEC/w=="), new Uint8Array([0, 1, 2, 255]));
 * ```
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text), bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
