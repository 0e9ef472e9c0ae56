/**
 * 64-bit integers need exact extremes and differences, which float64 lanes
 * cannot hold. This follows them in `bigint`, chunk by chunk; it is the slow
 * and certain way.
 */
export class WideExtremes {
  readonly #signed: boolean;
  #min: bigint | null = null;
  #max: bigint | null = null;

  constructor(name: string) {
    this.#signed = name === "int64";
  }

  /** The elements of a chunk. */
  view(bytes: Uint8Array): BigInt64Array | BigUint64Array {
    const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    const length = Math.floor(aligned.length / 8);
    return this.#signed
      ? new BigInt64Array(aligned.buffer, aligned.byteOffset, length)
      : new BigUint64Array(aligned.buffer, aligned.byteOffset, length);
  }

  push(values: BigInt64Array | BigUint64Array): void {
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!;
      if (this.#min === null || x < this.#min) this.#min = x;
      if (this.#max === null || x > this.#max) this.#max = x;
    }
  }

  get extremes(): { min: number | bigint | null; max: number | bigint | null } {
    return { min: narrow(this.#min), max: narrow(this.#max) };
  }
}

/** The largest absolute difference of two sides of 64-bit integers, exactly. */
export class WideDifference {
  #largest = -1n;
  #index = -1;
  #old = 0n;
  #new = 0n;
  #elements = 0;

  /** Adds a chunk and writes new - old, exact before it is rounded to float64, into `delta`. */
  push(
    oldValues: BigInt64Array | BigUint64Array,
    newValues: BigInt64Array | BigUint64Array,
    delta: Float64Array,
  ): void {
    for (let i = 0; i < delta.length; i++) {
      const a = oldValues[i]!, b = newValues[i]!;
      const d = b - a;
      delta[i] = Number(d);
      const size = d < 0n ? -d : d;
      if (size <= this.#largest) continue;
      this.#largest = size;
      this.#index = this.#elements + i;
      this.#old = a;
      this.#new = b;
    }
    this.#elements += delta.length;
  }

  get largest(): { value: number | bigint; index: number; old: number | bigint; new: number | bigint } | null {
    if (this.#index < 0) return null;
    return { value: narrow(this.#largest)!, index: this.#index, old: narrow(this.#old)!, new: narrow(this.#new)! };
  }
}

function narrow(value: bigint | null): number | bigint | null {
  if (value === null) return null;
  return BigInt.asIntN(54, value) === value ? Number(value) : value;
}
