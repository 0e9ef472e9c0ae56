import { decodeLatin1 } from "./text.ts";

const INTEGER = /^[+-]?[0-9]+$/;
const FLOAT = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ["nan", NaN],
  ["-nan", NaN],
  ["inf", Infinity],
  ["-inf", -Infinity],
]);

/** Longest integer, in bytes of its binary form or in decimal digits, that is read: printing one takes quadratic time. */
export const LONGEST_INTEGER = 65_536;

/**
 * A decimal integer as protocol 0 writes it, with Python 2's trailing `L`; or `undefined`.
 *
 * @example
 * ```ts
 * import { parseInteger } from "./literals.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseInteger("-12L"), -12n);
 * assertEquals(parseInteger("0x1"), undefined);
 * ```
 */
export function parseInteger(text: string): bigint | undefined {
  const digits = text.endsWith("L") ? text.slice(0, -1) : text;
  if (!INTEGER.test(digits)) return undefined;
  return digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits.replace("+", ""));
}

/** A float as protocol 0 writes it (`repr`), or `undefined`. */
export function parseFloating(text: string): number | undefined {
  return SPECIAL.get(text) ?? (FLOAT.test(text) ? Number(text) : undefined);
}

/**
 * A two's complement little-endian integer of any length.
 *
 * @example
 * ```ts
 * import { decodeInteger } from "./literals.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(decodeInteger(new Uint8Array([0xff])), -1n);
 * assertEquals(decodeInteger(new Uint8Array([0xff, 0x00])), 255n);
 * ```
 */
export function decodeInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  const hex: string[] = [];
  for (let i = bytes.length - 1; i >= 0; i--) hex.push(bytes[i]!.toString(16).padStart(2, "0"));
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex.join("")}`));
}

/** The bytes of a quoted Python 2 string literal with its escapes, or `undefined`. */
export function parseString(line: Uint8Array): Uint8Array | undefined {
  const text = decodeLatin1(line).trimEnd();
  const quote = text[0];
  if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote)) return undefined;
  const bytes: number[] = [];
  const inner = text.slice(1, -1);
  for (let i = 0; i < inner.length; i++) {
    if (inner[i] !== "\\") bytes.push(inner.charCodeAt(i));
    else {
      const escape = /^(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([^x]))/.exec(inner.slice(i + 1, i + 4));
      if (!escape) return undefined;
      i += escape[0].length;
      if (escape[1] !== undefined) bytes.push(parseInt(escape[1], 16));
      else if (escape[2] !== undefined) bytes.push(parseInt(escape[2], 8) & 255);
      else bytes.push(...(STRING_ESCAPES[escape[3]!] ?? [0x5c, escape[3]!.charCodeAt(0)]));
    }
  }
  return Uint8Array.from(bytes);
}

const STRING_ESCAPES: Readonly<Record<string, readonly number[]>> = {
  "\n": [],
  "\\": [0x5c],
  "'": [0x27],
  '"': [0x22],
  a: [7],
  b: [8],
  f: [12],
  n: [10],
  r: [13],
  t: [9],
  v: [11],
};

/** Text in Python's `raw-unicode-escape`: Latin-1 with `\uXXXX` and `\UXXXXXXXX`; or `undefined`. */
export function parseRawUnicode(line: Uint8Array): string | undefined {
  const text = decodeLatin1(line);
  if (!text.includes("\\")) return text;
  let valid = true;
  const decoded = text.replace(/(\\+)(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})?/g, (whole, slashes: string, code?: string) => {
    if (code === undefined || slashes.length % 2 === 0) return whole;
    const point = parseInt(code.slice(1), 16);
    if (point > 0x10ffff) valid = false;
    return valid ? slashes.slice(1) + String.fromCodePoint(point) : whole;
  });
  return valid ? decoded : undefined;
}
