import type { AnalysisContext, ModelAnalysis, ModelPair, ModelTensor, Outcome } from "../analysis.ts";
import { isSmall, isVectorPair, readVectors, SMALL_LIMIT } from "../small_tensor.ts";

/** How far the statistics of normalisations drifted. */
export const normalisationStatistics: ModelAnalysis = {
  kind: "model",
  id: "normalisation-statistics",
  title: "how far the running statistics of normalisations drifted",
  group: "training",
  since: "0.1.0",
  cost: "small",
  formula:
    "For each channel the symmetric Kullback-Leibler divergence of the Gaussians of both sides, KL(old, new) + " +
    "KL(new, old) = (v1/v2 + v2/v1 + (m1 - m2)^2 (1/v1 + 1/v2)) / 2 - 1, in nats, of running_mean m and running_var v " +
    "without the layer's epsilon. Normalisations whose statistics are the same are not read again. Of the " +
    "others, channels whose statistics are not finite, whose variance is not above 0, or whose divergence is beyond " +
    "float64 are left out; the whole is all their channels together.",
  source: "Kullback and Leibler 1951, J; torch.distributions.kl_divergence of two Normal, both ways",
  why: "Running statistics are what the layer's input looked like in training. Where they moved far, the model saw " +
    "other data, or a layer before it changed, and what comes after it is scaled by other numbers.",
  basis: "measured",
  figures: {
    symmetric_kl: { unit: "nats", about: "mean divergence of the channels" },
    largest_kl: { unit: "nats", about: "largest divergence of a channel" },
    worst_channel: { unit: "index", about: "the channel that has it" },
    worst_module: { unit: "path", about: "the normalisation that has it" },
    channels: { unit: "channels", about: "all channels whose statistics were read" },
    left_out: { unit: "channels", about: "those without a Gaussian on either side" },
    unchanged: { unit: "normalisations", about: "normalisations whose statistics are the same" },
  },
  rank: "symmetric_kl",
  limits: { elements: SMALL_LIMIT },
  async measure(models, context) {
    const { layers, large, unchanged } = statisticsOf(models);
    if (layers.length + large + unchanged === 0) return null;
    const total = new Divergence(), tensors = [];
    let worst = "";
    for (const [path, layer] of layers) {
      const divergence = await divergenceOf(layer, context);
      if (total.add(divergence)) worst = path;
      tensors.push({ path, ...divergence.outcome() });
      await context.pulse();
    }
    const left = [{ reason: `more than ${SMALL_LIMIT.most} channels`, tensors: large }];
    const { figures, unmeasured } = total.outcome(worst);
    const whole = { figures: { ...figures, unchanged }, ...(unmeasured ? { unmeasured } : {}) };
    return { ...whole, tensors, ...(large > 0 ? { left_out: left } : {}) };
  },
};

/** The statistics of one normalisation. */
interface Layer {
  readonly mean: ModelTensor;
  readonly variance: ModelTensor;
}

const NAMES = /(?:^|\.)running_(mean|var)$/;

/** Normalisations of both files. */
interface Layers {
  /** Those to read, by the paths of their modules. */
  readonly layers: readonly (readonly [string, Layer])[];
  /** How many are too large for that. */
  readonly large: number;
  readonly unchanged: number;
}

function statisticsOf({ tensors }: ModelPair): Layers {
  const modules = new Map<string, { mean?: ModelTensor; var?: ModelTensor }>();
  for (const tensor of tensors) {
    const { path, role } = tensor, match = role === "state" ? null : NAMES.exec(path);
    if (!match || !isVectorPair(tensor)) continue;
    const module = path.slice(0, match.index);
    modules.set(module, { ...modules.get(module), [match[1]!]: tensor });
  }
  const layers = [...modules].flatMap(([path, { mean, var: variance }]) => {
    const isPaired = mean && variance && mean.old!.shape[0] === variance.old!.shape[0];
    return isPaired ? [[path, { mean, variance }] as const] : [];
  });
  const moved = layers.filter(([, { mean, variance }]) => [mean, variance].some(isMoved));
  const small = moved.filter(([, { mean }]) => isSmall(mean.old!));
  return { layers: small, large: moved.length - small.length, unchanged: layers.length - moved.length };
}

function isMoved({ change: { measures } }: ModelTensor): boolean {
  return measures?.changed_elements !== 0;
}

async function divergenceOf({ mean, variance }: Layer, context: AnalysisContext): Promise<Divergence> {
  const means = await readVectors(mean, context), variances = await readVectors(variance, context);
  const divergence = new Divergence();
  for (let channel = 0; channel < means.old.length; channel++) {
    const shift = means.new[channel]! - means.old[channel]!;
    divergence.push(symmetricKl(shift, variances.old[channel]!, variances.new[channel]!));
  }
  return divergence;
}

/**
 * KL(p, q) + KL(q, p) of two Gaussians whose means are `shift` apart, in nats; NaN where either has no variance.
 *
 * @example
 * ```ts
 * import { symmetricKl } from "./normalisation_statistics.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(symmetricKl(2, 1, 1), 4);
 * assertEquals(symmetricKl(0, 1, 2), 0.25);
 * assertEquals(symmetricKl(0, 0, 1), NaN);
 * ```
 */
export function symmetricKl(shift: number, before: number, after: number): number {
  if (!(before > 0 && after > 0)) return NaN;
  // (v1/v2 + v2/v1)/2 - 1 is (v1 - v2)^2 / (2 v1 v2): nothing cancels where the two are close.
  const spread = (after - before) / before * ((after - before) / after);
  return (spread + shift * shift * (1 / before + 1 / after)) / 2;
}

const NO_GAUSSIAN = "no channel has a Gaussian on both sides";

/** Divergences of channels added up. */
class Divergence {
  #sum = 0;
  #largest = -Infinity;
  #worst = 0;
  #channels = 0;
  #leftOut = 0;

  push(divergence: number): void {
    const channel = this.#channels++;
    if (!Number.isFinite(divergence)) {
      this.#leftOut++;
      return;
    }
    this.#sum += divergence;
    if (divergence <= this.#largest) return;
    this.#largest = divergence;
    this.#worst = channel;
  }

  /** Adds those of another; whether the largest is among them. */
  add(other: Divergence): boolean {
    this.#sum += other.#sum;
    this.#channels += other.#channels;
    this.#leftOut += other.#leftOut;
    if (other.#largest <= this.#largest) return false;
    this.#largest = other.#largest;
    this.#worst = other.#worst;
    return true;
  }

  /** With the module of the worst channel where it is the whole that is told of. */
  outcome(module?: string): Outcome {
    const counted = this.#channels - this.#leftOut;
    const counts = { channels: this.#channels, left_out: this.#leftOut };
    const found = { symmetric_kl: this.#sum / counted, largest_kl: this.#largest, worst_channel: this.#worst };
    const figures = module === undefined ? found : { ...found, worst_module: module };
    if (counted > 0) return { figures: { ...figures, ...counts } };
    const names = Object.keys(figures), reason = this.#channels > 0 ? NO_GAUSSIAN : "no statistics changed";
    return {
      figures: { ...Object.fromEntries(names.map((name) => [name, null])), ...counts },
      unmeasured: Object.fromEntries(names.map((name) => [name, reason])),
    };
  }
}
