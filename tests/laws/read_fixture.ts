const FILES = new URL("../../fixtures/files/", import.meta.url).pathname;

/** The bytes of a file below `fixtures/files`. */
export function readFixture(path: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(FILES + path);
}
