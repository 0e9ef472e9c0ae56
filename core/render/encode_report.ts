/**
 * A report as plain JSON data: NaN and infinities as strings, integers beyond
 * 2^53 as strings, everything else as it is.
 *
 * @example
 * ```ts
 * import { encodeValue } from "./encode_report.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(encodeValue([NaN, -Infinity, 9007199254740993n, 0.5]), ["NaN", "-Infinity", "9007199254740993", 0.5]);
 * ```
 */
export function encodeValue(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return encodeInteger(value);
  if (Array.isArray(value)) return value.map(encodeValue);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined).map((
      [key, member],
    ) => [key, encodeValue(member)]),
  );
}

function encodeInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
