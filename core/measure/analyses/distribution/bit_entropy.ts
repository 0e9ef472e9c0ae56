import { dataBytes, elementCount } from "../../../model/tensor.ts";
import type { NumberPair, PairObserver, StreamAnalysis } from "../analysis.ts";
import type { ObservedChunk } from "../observed_chunk.ts";
import { boundBytes } from "../entropy_of.ts";
import { wordCounts } from "./word_counts.ts";

/** How few bytes the bit patterns of tensors could take. */
export const bitEntropy: StreamAnalysis = {
  kind: "stream",
  id: "bit-entropy",
  title: "how few bytes bit patterns could take",
  group: "distribution",
  since: "0.1.0",
  cost: "table",
  formula:
    "Shannon entropy -sum p log2 p of the bit patterns of 16-bit and of 8-bit elements. Wider ones are cut into " +
    "words of 16 bits, whose entropies, each of one place in the element, are added. The bound is entropy times " +
    "elements / 8: the fewest bytes for a lossless code of order 0, which codes every word for itself, without the " +
    "table of the code.",
  source: "Shannon 1948; scipy.stats.entropy(base=2)",
  why:
    "The exponents of trained weights take few of their bits: lossless compression lives on that. Where entropy is as " +
    "large as the element, it is in vain.",
  basis: "measured",
  figures: {
    old_entropy: { unit: "bits an element", about: "entropy of old" },
    new_entropy: { unit: "bits an element", about: "entropy of new" },
    old_bound_bytes: { unit: "bytes", about: "fewest bytes of old" },
    new_bound_bytes: { unit: "bytes", about: "fewest bytes of new" },
    saved_bytes: { unit: "bytes", about: "bytes of new less the fewest" },
  },
  rank: "saved_bytes",
  observe(pair) {
    if (elementCount(pair.old.shape) === 0) return { skipped: "it has no element" };
    const packed = [pair.old, pair.new].find(({ dtype }) => dtype.bits % 8 !== 0);
    return packed ? { skipped: `elements of ${packed.dtype.name} share bytes` } : new EntropyObserver(pair);
  },
};

class EntropyObserver implements PairObserver {
  readonly #pair: NumberPair;
  readonly #old;
  readonly #new;

  constructor(pair: NumberPair) {
    this.#pair = pair;
    this.#old = wordCounts(pair.old);
    this.#new = wordCounts(pair.new);
  }

  push({ oldBytes, newBytes, count }: ObservedChunk): void {
    this.#old.push(oldBytes, count);
    this.#new.push(newBytes, count);
  }

  finish() {
    const old = this.#old.entropy(), fresh = this.#new.entropy(), elements = elementCount(this.#pair.new.shape);
    const bound = boundBytes(fresh, elements);
    return {
      figures: {
        old_entropy: old,
        new_entropy: fresh,
        old_bound_bytes: boundBytes(old, elements),
        new_bound_bytes: bound,
        saved_bytes: dataBytes(this.#pair.new) - bound,
      },
    };
  }
}
