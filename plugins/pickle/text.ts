const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const SHORT = 48;

/**
 * Python's UTF-8 with `surrogatepass`, as pickles hold text; `undefined` if the
 * bytes are not that.
 *
 * @example A lone surrogate, which Python writes and strict decoders refuse
 * ```ts
 * import { decodeText } from "./text.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(decodeText(new Uint8Array([0xed, 0xa0, 0x80, 0x61])), "\ud800a");
 * assertEquals(decodeText(new Uint8Array([0xff])), undefined);
 * ```
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.length <= SHORT) {
    const text = decodeAscii(bytes);
    if (text !== undefined) return text;
  }
  try {
    return STRICT.decode(bytes);
  } catch {
    return decodeSurrogates(bytes);
  }
}

/** Each byte as the character of that number. */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 4096) {
    text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  }
  return text;
}

/** Each character as the byte of its number; `undefined` if one is beyond 255. */
export function encodeLatin1(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) return undefined;
    bytes[i] = code;
  }
  return bytes;
}

// Names are short and ASCII; a call of TextDecoder costs more than they do.
function decodeAscii(bytes: Uint8Array): string | undefined {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return undefined;
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

// Surrogates are ED A0..BF xx; what lies between them must be strict UTF-8.
function decodeSurrogates(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  let start = 0;
  try {
    for (let i = 0; i + 2 < bytes.length; i++) {
      if (bytes[i] !== 0xed || bytes[i + 1]! < 0xa0 || bytes[i + 2]! >> 6 !== 2) continue;
      const code = 0xd000 | (bytes[i + 1]! & 0x3f) << 6 | bytes[i + 2]! & 0x3f;
      parts.push(STRICT.decode(bytes.subarray(start, i)), String.fromCharCode(code));
      start = i + 3;
      i += 2;
    }
    parts.push(STRICT.decode(bytes.subarray(start)));
  } catch {
    return undefined;
  }
  return start === 0 ? undefined : parts.join("");
}
