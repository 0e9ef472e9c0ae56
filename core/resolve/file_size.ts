/** The size of a file in bytes, for an estimate: 0 if it cannot be looked at. */
export function fileSize(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0; // Whoever opens it will say why.
  }
}
