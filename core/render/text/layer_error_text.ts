import type { ChannelRatios, ComparedLayer, LayerErrors, LevelUse } from "../../model/quantization_report.ts";
import { formatCount, formatFigure, formatShare } from "../format_number.ts";
import type { RenderOptions } from "../render_options.ts";

/** What is told of a layer's errors beneath its ratio. */
export function layerErrorLines({ errors }: ComparedLayer, options: RenderOptions): string[] {
  return [
    ...sizeLines(errors, options),
    ...errors.channels && errors.channels.count > 1 ? [channelLine(errors.channels, options)] : [],
    ...roundingLines(errors, options),
  ];
}

function sizeLines({ median_abs, p95_abs, nmse, quantile_error }: LayerErrors, { precision }: RenderOptions): string[] {
  if (median_abs === null) return [];
  const binned = quantile_error ? " (binned)" : "";
  const [median, p95, share] = [median_abs, p95_abs, nmse].map((value) => formatFigure(value, precision));
  return [`errors: median ${median}, p95 ${p95}${binned}, NMSE ${share}`];
}

function channelLine({ min_db, median_db, worst, without_ratio }: ChannelRatios, { precision }: RenderOptions): string {
  const figure = (value: number | null) => formatFigure(value, precision);
  const named = worst.map(({ channel, sqnr_db }) => `[${channel}] ${figure(sqnr_db)}`).join(", ");
  const others = without_ratio > 0 ? `, ${formatCount(without_ratio)} without a ratio` : "";
  return `channels: min ${figure(min_db)} dB, median ${figure(median_db)} dB, worst ${named}${others}`;
}

function roundingLines(
  { faithful_fraction, uniform_sqnr_db, uniform_gap_db }: LayerErrors,
  { precision }: RenderOptions,
): string[] {
  if (faithful_fraction === null) return [];
  const uniform = uniform_gap_db === null ? "" : `; uniform noise: ${formatFigure(uniform_sqnr_db, precision)} dB`;
  return [`at the nearest level: ${formatShare(faithful_fraction)} of elements${uniform}`];
}

/** How a scheme's codes are used. */
export function levelLine(
  { levels, used, entropy_bits, at_lowest, at_highest }: LevelUse,
  options: RenderOptions,
): string {
  const entropy = formatFigure(entropy_bits, Math.max(options.precision, 3));
  const ends = `${formatShare(at_lowest)} at the lowest value, ${formatShare(at_highest)} at the highest`;
  return `${formatCount(used)} of ${formatCount(levels)} codes used, entropy ${entropy} bits, ${ends}`;
}
