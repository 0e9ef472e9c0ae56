import type { ComparisonTotals, PlainComparison, Report } from "../../model/report.ts";
import { formatCount } from "../format_number.ts";

/** Files that no plugin reads: whether their bytes are the same, and where they first differ. */
export function plainBlock(
  { verdict, inputs }: Report,
  { kind, first_difference }: PlainComparison & ComparisonTotals,
): string[] {
  const title = kind === "text" ? "Text Changes:" : "Binary Changes:";
  if (verdict === "identical_bytes") return [title, "  Identical: every byte is the same"];
  const sizes = `${formatCount(inputs.old?.bytes ?? 0)} -> ${formatCount(inputs.new?.bytes ?? 0)} bytes`;
  return [
    title,
    `  Bytes differ from byte ${formatCount(first_difference!)} on (${sizes}); no plugin reads both`,
  ];
}
