const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

/** Whether a file's first bytes are those of an .npy file. */
export function isNpyHead(head: Uint8Array): boolean {
  return MAGIC.every((byte, index) => head[index] === byte);
}
