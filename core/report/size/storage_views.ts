import type { TensorStorage } from "../../model/tensor.ts";

/** A run of bytes. */
interface Run {
  readonly start: number;
  readonly end: number;
  /** Of those, how many are shown. */
  readonly shown: number;
}

/**
 * The different views of one storage, and how much of it they show together.
 *
 * @example
 * ```ts
 * import { StorageViews } from "./storage_views.ts";
 * import { assertEquals } from "@std/assert";
 * const views = new StorageViews({ size: 100 });
 * views.add({ offset: 0, span: 40, shown: 40 });
 * views.add({ offset: 20, span: 30, shown: 30 });
 * assertEquals(views.hiddenBytes(), 50);
 * ```
 */
export class StorageViews {
  readonly size: number;
  readonly #views: Run[] = [];

  constructor({ size }: Pick<TensorStorage, "size">) {
    this.size = size;
  }

  /** Adds a view that shows other elements than those before, or the same in another way. */
  add({ offset, span, shown }: Pick<TensorStorage, "offset" | "span" | "shown">): void {
    this.#views.push({ start: offset, end: offset + span, shown });
  }

  /** Bytes that no view shows; `null` where views with gaps lie across others, so that headers do not tell. */
  hiddenBytes(): number | null {
    if (this.#views.length === 1) return this.size - this.#views[0]!.shown;
    const covered = coveredBytes(this.#views.filter(isWhole));
    // What has gaps tells nothing new where others show all that it spans.
    return coveredBytes(this.#views) === covered ? this.size - covered : null;
  }
}

function isWhole({ start, end, shown }: Run): boolean {
  return shown === end - start;
}

/** Bytes from the start to the end of each run, those of several runs once. */
function coveredBytes(runs: readonly Run[]): number {
  let covered = 0, reached = 0;
  for (const { start, end } of runs.toSorted((a, b) => a.start - b.start)) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}
