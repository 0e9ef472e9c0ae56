import type { ChunkDifference } from "./pair_difference.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { mergeMoments, type Moments, momentsOf, NO_MOMENTS } from "./moments.ts";
import { scaleExponent, timesPower } from "./scaled_sum.ts";

/** Mean and standard deviation of the finite ones among numbers of any size, fed a chunk at a time. */
export class MomentsAccumulator {
  readonly #total = new CompensatedSum();
  #moments: Moments = NO_MOMENTS;

  /**
   * Adds a chunk of numbers in units of 2^exponent of which `finite` are
   * finite, at least one, none of them larger than `largest`.
   */
  push(numbers: Float64Array, largest: number, { finite, exponent: unit }: ChunkDifference): void {
    const scale = scaleExponent(largest), exponent = scale + unit;
    const sum = new CompensatedSum();
    sum.push(numbers, scale, unit);
    this.#total.add(sum);
    const moments = momentsOf(numbers, finite, sum.over(finite, exponent), scale);
    this.#moments = mergeMoments(this.#moments, { ...moments, exponent });
  }

  /** Adds a chunk that is summed up already, of at least one number. */
  pushSummary(count: number, sum: number, centredSquares: number): void {
    this.#total.addNumber(sum);
    this.#moments = mergeMoments(this.#moments, { count, mean: sum / count, squares: centredSquares, exponent: 0 });
  }

  /** How many finite numbers there were. */
  get count(): number {
    return this.#moments.count;
  }

  /** `null` without numbers; infinite where it is beyond float64. */
  get mean(): number | null {
    const { count, exponent } = this.#moments;
    return count === 0 ? null : timesPower(this.#total.over(count, exponent), exponent);
  }

  /** The population's standard deviation (ddof 0), `null` and infinite as the mean. */
  get std(): number | null {
    const { count, squares, exponent } = this.#moments;
    return count === 0 ? null : timesPower(Math.sqrt(squares / count), exponent);
  }
}
