/** Bytes done at a moment, in milliseconds. */
export interface Sample {
  readonly time: number;
  readonly doneBytes: number;
}

/** How far back samples count, in milliseconds: a disk is not always as fast. */
const WINDOW = 5000;

/** Least time between two samples that are kept, in milliseconds. */
const SPACING = 200;

/**
 * Bytes a second, over the last five seconds.
 *
 * @example
 * ```ts
 * import { TransferRate } from "./transfer_rate.ts";
 * import { assertEquals } from "@std/assert";
 * const rate = new TransferRate();
 * rate.add({ time: 0, doneBytes: 0 });
 * rate.add({ time: 1000, doneBytes: 5e9 });
 * assertEquals(rate.bytesPerSecond, 5e9);
 * ```
 */
export class TransferRate {
  /** From the one before the window begins. */
  readonly #samples: Sample[] = [];
  #last: Sample = { time: 0, doneBytes: 0 };

  /** Takes in a later sample. Time before the first byte is done does not count. */
  add(sample: Sample): void {
    const samples = this.#samples;
    this.#last = sample;
    if (sample.doneBytes === 0) samples.length = 0;
    const newest = samples.at(-1);
    if (!newest || sample.time - newest.time >= SPACING) samples.push(sample);
    while (samples.length > 1 && sample.time - samples[1]!.time >= WINDOW) samples.shift();
  }

  /** `null` while nothing is known to move. */
  get bytesPerSecond(): number | null {
    const first = this.#samples[0] ?? this.#last;
    const bytes = this.#last.doneBytes - first.doneBytes, seconds = (this.#last.time - first.time) / 1000;
    return bytes > 0 && seconds > 0 ? bytes / seconds : null;
  }
}
