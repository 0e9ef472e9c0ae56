import { escapeText } from "../model/escape.ts";
import type { Progress } from "../model/progress.ts";
import { formatBytes, formatCount } from "../render/format_number.ts";
import { textWidth } from "../render/text/text_width.ts";
import { cutMiddle } from "./cut_middle.ts";

/** Most characters of a name that are looked at; it may be a hundred million long. */
const NAME_CHARACTERS = 2000;

/** A name in fewer columns tells nothing. */
const LEAST_NAME = 12;

const GAP = "  ";

/**
 * One line about how far work is, in at most so many columns: bytes, rate and
 * remaining time, then what is read. Where there is no room, the name goes
 * first.
 *
 * @example
 * ```ts
 * import { progressText } from "./progress_text.ts";
 * import { assertEquals } from "@std/assert";
 * const progress = { name: "fc.weight", doneBytes: 2 ** 30, totalBytes: 3 * 2 ** 30 };
 * assertEquals(progressText(progress, 2 ** 28, 80), "1.0 of 3.0 GiB  256.0 MiB/s  8 s left  fc.weight");
 * assertEquals(progressText(progress, null, 20), "1.0 of 3.0 GiB");
 * ```
 */
export function progressText(progress: Progress, bytesPerSecond: number | null, columns: number): string {
  const figures = progress.totalBytes === 0 ? ["reading"] : figuresOf(progress, bytesPerSecond);
  while (figures.length > 0 && textWidth(figures.join(GAP)) > columns) figures.pop();
  const line = figures.join(GAP);
  const room = columns - textWidth(line) - GAP.length;
  return room < LEAST_NAME ? line : `${line}${GAP}${cutMiddle(printable(progress.name), room)}`;
}

function figuresOf({ doneBytes, totalBytes, files }: Progress, rate: number | null): string[] {
  const left = rate === null ? 0 : (totalBytes - doneBytes) / rate;
  return [
    bytesText(doneBytes, totalBytes),
    ...(rate === null ? [] : [`${formatBytes(Math.round(rate))}/s`]),
    ...(left > 0 ? [`${durationText(Math.ceil(left))} left`] : []),
    ...(files ? [`file ${formatCount(Math.min(files.done + 1, files.total))} of ${formatCount(files.total)}`] : []),
  ];
}

/** `12.3 of 41.0 GiB`, `300.0 MiB of 41.0 GiB`. */
function bytesText(doneBytes: number, totalBytes: number): string {
  const done = formatBytes(doneBytes), total = formatBytes(totalBytes);
  const [size, unit] = done.split(" ");
  return `${total.endsWith(` ${unit}`) ? size : done} of ${total}`;
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes} min ${seconds % 60} s`;
  return minutes < 60 ? `${minutes} min` : `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

function printable(name: string): string {
  const isLong = name.length > NAME_CHARACTERS;
  return escapeText(isLong ? name.slice(0, NAME_CHARACTERS / 2) + name.slice(-NAME_CHARACTERS / 2) : name);
}
