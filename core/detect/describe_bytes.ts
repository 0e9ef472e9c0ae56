import { hexText } from "../model/hex.ts";
import type { Signature } from "../plugin.ts";
import { hasSignature } from "./has_signature.ts";

/** What a beginning of a file tells about it, for messages. */
interface KnownStart extends Signature {
  readonly title: string;
}

function start(title: string, text: string, offset = 0): KnownStart {
  return { title, offset, bytes: Array.from(text, (character) => character.charCodeAt(0)) };
}

// Latin-1 text stands for bytes. The first match wins.
const KNOWN_STARTS: readonly KnownStart[] = [
  start("gzip data", "\x1f\x8b"),
  start("zstd data", "\x28\xb5\x2f\xfd"),
  start("bzip2 data", "BZh"),
  start("xz data", "\xfd7zXZ\x00"),
  start("lz4 data", "\x04\x22\x4d\x18"),
  start("a 7z archive", "7z\xbc\xaf\x27\x1c"),
  start("a RAR archive", "Rar!\x1a\x07"),
  start("a zip archive", "PK\x03\x04"),
  start("an empty zip archive", "PK\x05\x06"),
  start("a tar archive", "ustar", 257),
  start("a NumPy array", "\x93NUMPY"),
  start("an HDF5 file", "\x89HDF\r\n\x1a\n"),
  start("a GGUF file", "GGUF"),
  start("a Parquet file", "PAR1"),
  start("an Arrow file", "ARROW1"),
  start("an SQLite database", "SQLite format 3\x00"),
  start("a PNG image", "\x89PNG\r\n\x1a\n"),
  start("a JPEG image", "\xff\xd8\xff"),
  start("a PDF document", "%PDF-"),
  start("an ELF program", "\x7fELF"),
  start("a pickle", "\x80\x02"),
  start("a pickle", "\x80\x03"),
  start("a pickle", "\x80\x04"),
  start("a pickle", "\x80\x05"),
];

const COMPRESSED: ReadonlySet<string> = new Set(["gzip data", "zstd data", "bzip2 data", "xz data", "lz4 data"]);

/** The compression that a whole file is wrapped in, in words; `undefined` if it is in none. */
export function compressionOf(head: Uint8Array): string | undefined {
  const title = KNOWN_STARTS.find((known) => hasSignature(head, known))?.title;
  return title !== undefined && COMPRESSED.has(title) ? title : undefined;
}

/**
 * What the first bytes of a file look like, in words, for a message that says
 * what was found in place of what was expected.
 *
 * @example
 * ```ts
 * import { describeBytes } from "./describe_bytes.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(describeBytes(new Uint8Array([0x1f, 0x8b, 8])), "gzip data");
 * assertEquals(describeBytes(new TextEncoder().encode("<!doctype html><title>404")), "HTML");
 * assertEquals(describeBytes(new Uint8Array([0, 1, 0xfe])), "binary data that begins 00 01 fe");
 * ```
 */
export function describeBytes(head: Uint8Array): string {
  if (head.length === 0) return "an empty file";
  const known = KNOWN_STARTS.find((signature) => hasSignature(head, signature));
  if (known) return known.title;
  if (head.every((byte) => byte === 0)) return "data that begins with zero bytes";
  const text = decodeText(head);
  if (text === undefined) return `binary data that begins ${hexText(head.subarray(0, 8), " ")}`;
  if (/^\s*<(!doctype html|html)\b/i.test(text)) return "HTML";
  if (/^\s*<\?xml\b/.test(text)) return "XML";
  return "text";
}

/** UTF-8 without control characters, or `undefined`; a last character cut in two is let pass. */
function decodeText(head: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    // deno-lint-ignore no-control-regex
    return /[\x00-\x08\x0e-\x1f\x7f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
