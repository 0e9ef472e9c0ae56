import { dtype } from "../../model/dtype.ts";
import type { MeasuredPair, PairMeasures } from "../../model/measures.ts";
import type { LayerErrors } from "../../model/quantization_report.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import type { ChunkObserver } from "../chunk_observer.ts";
import type { CodeBooks } from "../distribution/code_books.ts";
import type { ValueCounter } from "../distribution/counting.ts";
import { type Lanes, lanesOf } from "../lanes.ts";
import type { Chunk } from "../paired_blocks.ts";
import { laneBuffer } from "../side_pass.ts";
import { ChannelNoise } from "./channel_noise.ts";
import { RoundingErrors, type RoundingFacts } from "./rounding_errors.ts";
import type { StepAt } from "./step_at.ts";

/** The pair that is looked at, in the order in which it is compared. */
export interface ObservedLayer {
  readonly weight: TensorNode;
  readonly dequantized: TensorNode;
  /** Whether the last two axes of both have changed places. */
  readonly isTransposed: boolean;
  /** `null` where levels are not evenly spaced. */
  readonly stepAt: StepAt | null;
}

const FLOAT32: TensorNode = { kind: "tensor", dtype: dtype("float32"), shape: [], data: null };

const NO_STEPS: RoundingFacts = {
  faithful_fraction: null,
  clipped_fraction: null,
  uniform_sqnr_db: null,
  uniform_gap_db: null,
};

/** Sums up the errors of a layer while it is compared with its floating-point weight. */
export class LayerObserver implements ChunkObserver {
  readonly #lanes: readonly [weight: Lanes, dequantized: Lanes];
  readonly #buffers: readonly [weight: Float64Array, dequantized: Float64Array];
  readonly #sizes: ValueCounter;
  readonly #channels: ChannelNoise | null;
  readonly #channelOf: (index: number) => number;
  readonly #rounding: RoundingErrors | null;
  #largest = 0;
  #errors: LayerErrors | undefined;

  /** Sizes of errors are counted as float32. */
  constructor({ weight, dequantized, isTransposed, stepAt }: ObservedLayer, books: CodeBooks) {
    const { shape } = dequantized, isTurned = isTransposed && shape.length === 2;
    const channels = isTurned ? shape[1]! : shape[0] ?? 0, inner = elementCount(shape.slice(1));
    this.#lanes = [lanesOf(weight)!, lanesOf(dequantized)!];
    this.#buffers = [laneBuffer(shape, 1), laneBuffer(shape, 1)];
    const counted: TensorNode = { ...FLOAT32, shape };
    this.#sizes = books.of(counted).createCounter(counted);
    this.#channels = channels > 0 ? new ChannelNoise(channels) : null;
    this.#channelOf = isTurned ? (index) => index % channels : (index) => Math.floor(index / inner);
    this.#rounding = stepAt && new RoundingErrors(stepAt);
  }

  push({ first, count, bytes }: Chunk): void {
    const [weights, values] = this.#buffers, sizes = new Float64Array(count);
    for (const side of [0, 1] as const) this.#lanes[side].read(bytes[side]!, first, count, this.#buffers[side]);
    for (let i = 0; i < count; i++) {
      const index = first + i, weight = weights[i]!, error = values[i]! - weight;
      sizes[i] = Math.abs(error);
      if (!Number.isFinite(error)) continue; // Pairs that are not finite have no error.
      this.#largest = Math.max(this.#largest, sizes[i]!);
      this.#channels?.add(this.#channelOf(index), weight, error);
      this.#rounding?.add(index, weight, values[i]!);
    }
    this.#sizes.push(NO_BYTES, sizes);
  }

  finish({ measures }: MeasuredPair): void {
    this.#errors = measures && this.#describe(measures);
  }

  /** Once the pair is measured; `undefined` if it could not be. */
  get errors(): LayerErrors | undefined {
    return this.#errors;
  }

  #describe(measures: PairMeasures): LayerErrors {
    const unmeasured: Record<string, string> = {};
    const counted = this.#sizes.finish({ min: 0, max: this.#largest }), rounding = this.#rounding?.finish();
    if (!counted) unmeasured.median_abs = unmeasured.p95_abs = "no error is finite as float32";
    if (!rounding) {
      const reason = this.#rounding ? "no pair of elements is finite" : "the levels are not evenly spaced";
      for (const name of Object.keys(NO_STEPS)) unmeasured[name] = reason;
    } else if (rounding.uniform_gap_db === null) unmeasured.uniform_gap_db = "a ratio is infinite or undefined";
    return {
      mse: squareOf("mse", measures.rms, unmeasured),
      nmse: squareOf("nmse", measures.relative_l2, unmeasured),
      median_abs: counted?.quantile(0.5) ?? null,
      p95_abs: counted?.quantile(0.95) ?? null,
      quantile_error: counted?.distribution.quantile_error ?? null,
      channels: this.#channels?.finish() ?? null,
      ...rounding ?? NO_STEPS,
      unmeasured,
    };
  }
}

const NO_BYTES = new Uint8Array(0);

/** The square of a root that was measured; `null` with the reason where float64 cannot hold it. */
function squareOf(name: string, root: number | null, unmeasured: Record<string, string>): number | null {
  const square = root === null ? null : root * root;
  if (square !== null && Number.isFinite(square) && (square > 0 || root === 0)) return square;
  unmeasured[name] = root === null ? "the ratio or its root is undefined" : "it is beyond the range of float64";
  return null;
}
