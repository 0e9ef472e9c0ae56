import type { KnownSizeChange, SizeChange } from "../../model/size.ts";

/**
 * Two sizes, and how they compare.
 *
 * @example
 * ```ts
 * import { sizeChange } from "./size_change.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(sizeChange(200, 50), { old: 200, new: 50, change: -150, ratio: 0.25 });
 * assertEquals(sizeChange(0, 50).ratio, null);
 * ```
 */
export function sizeChange(old: number, fresh: number): SizeChange {
  return { old, new: fresh, change: fresh - old, ratio: old === 0 ? null : fresh / old };
}

/** Two sizes, either of which may be `null`, and how they compare where they can be. */
export function knownSizeChange(old: number | null, fresh: number | null): KnownSizeChange {
  return old === null || fresh === null ? { old, new: fresh, change: null, ratio: null } : sizeChange(old, fresh);
}
