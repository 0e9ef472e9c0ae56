import type { Signature } from "../plugin.ts";

/** Whether a file has a signature's bytes at its place. */
export function hasSignature(head: Uint8Array, { offset, bytes }: Signature): boolean {
  return head.length >= offset + bytes.length && bytes.every((byte, index) => head[offset + index] === byte);
}
