import type { LayerErrors } from "../../model/quantization_report.ts";
import { decibels } from "./channel_noise.ts";
import type { StepAt } from "./step_at.ts";
import { createUlp } from "./ulp.ts";

/** What levels that are evenly spaced say of the errors. */
export type RoundingFacts = Pick<
  LayerErrors,
  "faithful_fraction" | "clipped_fraction" | "uniform_sqnr_db" | "uniform_gap_db"
>;

/** Holds errors against the distance of the levels on either side. */
export class RoundingErrors {
  readonly #stepAt: StepAt;
  readonly #ulp = createUlp();
  #elements = 0;
  #faithful = 0;
  #weights = 0;
  #errors = 0;
  #steps = 0;

  /** With the distance of levels by element. */
  constructor(stepAt: StepAt) {
    this.#stepAt = stepAt;
  }

  /** Adds the element at an index. */
  add(index: number, weight: number, dequantized: number): void {
    const error = dequantized - weight, step = Math.abs(this.#stepAt(index));
    const slack = this.#ulp(Math.max(Math.abs(weight), Math.abs(dequantized)));
    this.#elements++;
    if (Math.abs(error) <= step / 2 + slack) this.#faithful++;
    this.#weights += weight * weight;
    this.#errors += error * error;
    this.#steps += step * step;
  }

  /** `null` without elements. */
  finish(): RoundingFacts | null {
    if (this.#elements === 0) return null;
    const uniform = decibels(this.#weights, this.#steps / 12), measured = decibels(this.#weights, this.#errors);
    const isFinite = uniform !== null && uniform < Infinity && measured !== null && measured < Infinity;
    return {
      faithful_fraction: this.#faithful / this.#elements,
      clipped_fraction: (this.#elements - this.#faithful) / this.#elements,
      uniform_sqnr_db: uniform,
      uniform_gap_db: isFinite ? measured - uniform : null,
    };
  }
}
