import type { Change, DocumentComparison } from "../model/report.ts";

/** How many scalars and empty containers changed, by kind; `close` is given with a tolerance. */
export function countValues(
  changes: readonly Change[],
  unchanged: number,
  close?: number,
): DocumentComparison["values"] {
  const count = (kind: Change["change"]) =>
    changes.filter(({ change, node }) => change === kind && node !== "tensor").length;
  return {
    added: count("added"),
    removed: count("removed"),
    changed: count("revalued"),
    retyped: count("retyped"),
    moved: count("moved"),
    unchanged,
    ...(close === undefined ? {} : { within_tolerance: close }),
  };
}
