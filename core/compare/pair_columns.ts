import type { TableColumn } from "../model/table.ts";

/** A column of one table. */
export interface ColumnPlace {
  readonly name: string;
  /** From 0. */
  readonly index: number;
}

/** A column that both tables have. */
export interface ColumnPair {
  readonly name: string;
  readonly old: number;
  readonly new: number;
}

/** Columns of two tables, in the order of the new one; removed ones in that of the old. */
export interface PairedColumns {
  readonly pairs: readonly ColumnPair[];
  readonly added: readonly ColumnPlace[];
  readonly removed: readonly ColumnPlace[];
}

/**
 * Pairs columns by name, the n-th of a name with the n-th of that name, so
 * that columns of one name stay apart.
 *
 * @example
 * ```ts
 * import { pairColumns } from "./pair_columns.ts";
 * import { assertEquals } from "@std/assert";
 * const names = (...names: string[]) => names.map((name) => ({ name }));
 * assertEquals(pairColumns(names("id", "x", "x"), names("x", "id")), {
 *   pairs: [{ name: "x", old: 1, new: 0 }, { name: "id", old: 0, new: 1 }],
 *   added: [],
 *   removed: [{ name: "x", index: 2 }],
 * });
 * ```
 */
export function pairColumns(old: readonly TableColumn[], fresh: readonly TableColumn[]): PairedColumns {
  const waiting = Map.groupBy(old.map(({ name }, index) => ({ name, index })), ({ name }) => name);
  const used = new Map<string, number>();
  const pairs: ColumnPair[] = [], added: ColumnPlace[] = [];
  for (const [index, { name }] of fresh.entries()) {
    const nth = used.get(name) ?? 0;
    used.set(name, nth + 1);
    const partner = waiting.get(name)?.[nth];
    if (partner) pairs.push({ name, old: partner.index, new: index });
    else added.push({ name, index });
  }
  const paired = new Set(pairs.map((pair) => pair.old));
  const removed = old.flatMap(({ name }, index) => paired.has(index) ? [] : [{ name, index }]);
  return { pairs, added, removed };
}
