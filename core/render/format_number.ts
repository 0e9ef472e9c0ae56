import { formatCount } from "../model/format_count.ts";
import type { Figure } from "../model/measures.ts";

export { formatCount };

/**
 * A measured figure with the given number of significant digits, and never a
 * rounding that looks like zero.
 *
 * @example
 * ```ts
 * import { formatFigure } from "./format_number.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatFigure(0.021345, 3), "0.0213");
 * assertEquals(formatFigure(0.0000021345, 3), "2.13e-6");
 * assertEquals(formatFigure(1234567, 3), "1.23e+6");
 * ```
 */
export function formatFigure(figure: Figure | null, precision: number): string {
  if (figure === null) return "-";
  if (typeof figure === "string") return figure;
  if (typeof figure === "bigint") return formatCount(figure);
  if (figure === 0 || !Number.isFinite(figure)) return Object.is(figure, -0) ? "-0" : String(figure);
  const size = Math.abs(figure);
  if (Number.isInteger(figure) && size < 10 ** Math.max(precision, 6)) return formatCount(figure);
  if (size < 1e-4 || size >= 1e6) return figure.toExponential(precision - 1);
  return figure.toPrecision(precision).includes("e") ? formatCount(Math.round(figure)) : figure.toPrecision(precision);
}

/**
 * The difference of two written numbers with three significant digits, without
 * zeros that its own digits do not end with.
 *
 * @example
 * ```ts
 * import { formatDelta } from "./format_number.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatDelta(0.0003 - 0.001), "-0.0007");
 * assertEquals(formatDelta(0.25), "0.25");
 * ```
 */
export function formatDelta(delta: number): string {
  return formatFigure(delta, 3).replace(/(\.\d*?)0+(?=e|$)/, "$1").replace(/\.(?=e|$)/, "");
}

/**
 * Two figures with as many significant digits as they need to look different,
 * and at least the given number.
 *
 * @example
 * ```ts
 * import { formatPair } from "./format_number.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatPair(0.27848654, 0.27848667, 3), ["0.2784865", "0.2784867"]);
 * assertEquals(formatPair(1, 2.5, 3), ["1", "2.50"]);
 * ```
 */
export function formatPair(old: Figure | null, fresh: Figure | null, precision: number): readonly [string, string] {
  const pair = [formatFigure(old, precision), formatFigure(fresh, precision)] as const;
  // Compared as numbers: "1" and "1.00" do not look different.
  const [left, right] = pair.map((text) => Number(text.replaceAll(",", "")));
  const lookDifferent = pair[0] !== pair[1] && (left !== right || left === 0);
  return lookDifferent || precision >= 17 ? pair : formatPair(old, fresh, precision + 1);
}

/**
 * A share as a percentage with one decimal, that is 0 % or 100 % only if it is
 * exactly so.
 *
 * @example
 * ```ts
 * import { formatShare } from "./format_number.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatShare(0.943), "94.3%");
 * assertEquals(formatShare(1e-9), "<0.1%");
 * assertEquals(formatShare(1 - 1e-9), ">99.9%");
 * assertEquals(formatShare(1), "100%");
 * ```
 */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  if (share < 0.0005) return "<0.1%";
  if (share >= 0.9995 && share < 1) return ">99.9%"; // 99.95 would be rounded to 100.0
  return `${(share * 100).toFixed(1)}%`;
}

/**
 * A signed change relative to the old number, in percent: `0%` only if nothing changed.
 *
 * @example
 * ```ts
 * import { formatRelativeChange } from "./format_number.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatRelativeChange(100, 100), "0%");
 * assertEquals(formatRelativeChange(11689512, 11181642), "-4.3%");
 * assertEquals(formatRelativeChange(0, 5), "from 0");
 * ```
 */
export function formatRelativeChange(old: number, fresh: number): string {
  if (old === fresh) return "0%";
  return old === 0 ? "from 0" : formatSignedShare((fresh - old) / Math.abs(old));
}

/**
 * A share that is not 0 as a percentage with its sign, never rounded to 0 %.
 *
 * @example
 * ```ts
 * import { formatSignedShare } from "./format_number.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatSignedShare(-0.7), "-70.0%");
 * assertEquals(formatSignedShare(1e-16), "+<0.1%");
 * ```
 */
export function formatSignedShare(share: number): string {
  const sign = share > 0 ? "+" : "-";
  const size = Math.abs(share);
  if (size < 0.0005) return `${sign}<0.1%`;
  return `${sign}${size >= 9.9995 ? formatCount(Math.round(size * 100)) : (size * 100).toFixed(1)}%`;
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/**
 * A number of bytes in binary units.
 *
 * @example
 * ```ts
 * import { formatBytes } from "./format_number.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatBytes(46833419), "44.7 MiB");
 * assertEquals(formatBytes(118), "118 B");
 * ```
 */
export function formatBytes(bytes: number): string {
  let unit = 0;
  while (bytes >= 1023.95 && unit < UNITS.length - 1) {
    bytes /= 1024;
    unit++;
  }
  return `${unit === 0 ? bytes : bytes.toFixed(1)} ${UNITS[unit]}`;
}

/** A count with its noun: `1 tensor`, `2 tensors`. */
export function formatNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
