import { formatFigure } from "../../core/render/format_number.ts";

const DIGITS = 3;

/** A duration: `0.312 s`. */
export function formatSeconds(seconds: number): string {
  return `${formatFigure(seconds, DIGITS)} s`;
}

/** A ratio: `0.55`. */
export function formatRatio(ratio: number): string {
  return formatFigure(ratio, DIGITS);
}

/** Memory in decimal megabytes, as the limits are given: `72 MB`. */
export function formatMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** Bytes a second in decimal gigabytes: `7.16 GB/s`. */
export function formatRate(bytes: number, seconds: number): string {
  return `${formatFigure(bytes / seconds / 1e9, DIGITS)} GB/s`;
}
