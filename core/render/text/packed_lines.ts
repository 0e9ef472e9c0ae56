/**
 * Texts side by side, unbroken, in indented lines of at most `width` columns.
 *
 * @example
 * ```ts
 * import { packedLines } from "./packed_lines.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(packedLines(["rms 0.1", "L2 2", "cosine 0.98"], 22), ["      rms 0.1  L2 2", "      cosine 0.98"]);
 * ```
 */
export function packedLines(texts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 2 <= width) lines[lines.length - 1] = `${last}  ${text}`;
    else lines.push(`      ${text}`);
  }
  return lines;
}
