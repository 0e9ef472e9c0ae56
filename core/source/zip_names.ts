import { FormatError } from "../model/errors.ts";

// The upper half of IBM code page 437, in which zip stores names that are not marked as UTF-8.
const CP437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
  "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The name of a zip member.
 *
 * @example
 * ```ts
 * import { decodeZipName } from "./zip_names.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(decodeZipName(new Uint8Array([0x67, 0x72, 0x94, 0xe1, 0x65]), false, "a.zip", 0), "größe");
 * ```
 * @throws {FormatError} if it is marked as UTF-8 and is not.
 */
export function decodeZipName(bytes: Uint8Array, isUtf8: boolean, file: string, offset: number): string {
  const ascii = decodeAscii(bytes);
  if (ascii !== undefined) return ascii;
  if (!isUtf8) {
    let name = "";
    for (const byte of bytes) name += byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128];
    return name;
  }
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new FormatError("the name of a zip member is not valid UTF-8", { file, place: { offset }, cause });
  }
}

/** Names of no more bytes are decoded at once: a decoder costs more than they do. */
const SHORT = 256;

function decodeAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > SHORT) return undefined;
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return undefined;
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
