import type { MeasuredPair } from "../../../model/measures.ts";
import { dataBytes, elementCount } from "../../../model/tensor.ts";
import type { NumberPair, PairObserver, StreamAnalysis } from "../analysis.ts";
import { boundBytes, entropyOf } from "../entropy_of.ts";
import type { ObservedChunk } from "../observed_chunk.ts";

/** How few bytes make new from old. */
export const deltaSize: StreamAnalysis = {
  kind: "stream",
  id: "delta-size",
  title: "how few bytes make new from old",
  group: "storage",
  since: "0.1.0",
  cost: "pass",
  formula:
    "Sparse: each element whose bits changed with its index, of 4 bytes, 8 where there are more than 2^32 elements. XOR: Shannon " +
    "entropy of the bytes of old XOR new, times their number / 8: the fewest bytes for a lossless code of order 0, " +
    "without its table. Both sides have one type.",
  source: "Shannon 1948; scipy.stats.entropy(base=2) of numpy.bitwise_xor",
  why: "Checkpoints of one run, and fine-tuned models beside their base, can be kept as deltas: this is what that " +
    "saves at least, without loss.",
  basis: "measured",
  figures: {
    new_bytes: { unit: "bytes", about: "new as it is" },
    changed: { unit: "elements", about: "elements whose bits changed" },
    sparse_bytes: { unit: "bytes", about: "changed elements with their indices" },
    xor_entropy: { unit: "bits a byte", about: "entropy of the bytes of old XOR new" },
    xor_bytes: { unit: "bytes", about: "fewest bytes of old XOR new" },
    saved_bytes: { unit: "bytes", about: "new as it is less the smaller delta" },
  },
  rank: "saved_bytes",
  observe(pair) {
    if (elementCount(pair.old.shape) === 0) return { skipped: "it has no element" };
    return pair.old.dtype.name === pair.new.dtype.name ? new DeltaObserver(pair) : { skipped: "the types differ" };
  },
};

class DeltaObserver implements PairObserver {
  readonly #pair: NumberPair;
  /** How often each byte occurs in old XOR new. */
  readonly #counts = new Float64Array(256);

  constructor(pair: NumberPair) {
    this.#pair = pair;
  }

  push({ oldBytes, newBytes }: ObservedChunk): void {
    const counts = this.#counts;
    for (let i = 0; i < newBytes.length; i++) counts[oldBytes[i]! ^ newBytes[i]!]!++;
  }

  finish({ measures }: MeasuredPair) {
    const { dtype, shape } = this.#pair.new, whole = dataBytes(this.#pair.new);
    const changed = measures!.changed_elements, index = elementCount(shape) > 2 ** 32 ? 8 : 4;
    const sparse = changed * index + Math.ceil(changed * dtype.bits / 8);
    const entropy = entropyOf(this.#counts), xor = boundBytes(entropy, whole);
    return {
      figures: {
        new_bytes: whole,
        changed,
        sparse_bytes: sparse,
        xor_entropy: entropy,
        xor_bytes: xor,
        saved_bytes: whole - Math.min(whole, sparse, xor),
      },
    };
  }
}
