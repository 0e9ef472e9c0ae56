import { LOCAL_HEADER_BYTES } from "./zip_entry.ts";

const LOCAL_HEADER = [0x50, 0x4b, 0x03, 0x04] as const;
/** An archive without members is nothing but its end. */
const END = [0x50, 0x4b, 0x05, 0x06] as const;
const NAME_LENGTH = 26;

/** Whether a file's first bytes are those of a zip archive, with members or without. */
export function isZipHead(head: Uint8Array): boolean {
  return startsWith(head, LOCAL_HEADER) || startsWith(head, END);
}

/**
 * The name of the member that a zip archive starts with, for a guess at what
 * the archive holds; "" where there is none.
 *
 * @example
 * ```ts
 * import { firstZipName } from "./zip_head.ts";
 * import { zipSync } from "fflate";
 * import { assertEquals } from "@std/assert";
 * assertEquals(firstZipName(zipSync({ "archive/data.pkl": new Uint8Array(3) })), "archive/data.pkl");
 * ```
 */
export function firstZipName(head: Uint8Array): string {
  if (!startsWith(head, LOCAL_HEADER) || head.length < LOCAL_HEADER_BYTES) return "";
  const length = head[NAME_LENGTH]! | head[NAME_LENGTH + 1]! << 8;
  return new TextDecoder().decode(head.subarray(LOCAL_HEADER_BYTES, LOCAL_HEADER_BYTES + length));
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
