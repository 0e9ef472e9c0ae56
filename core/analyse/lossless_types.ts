import type { Change, TensorFacts } from "../model/report.ts";
import type { Facts } from "./facts.ts";

/** Bytes of an element of the types that parameters may be stored as without loss, those that keep most range first. */
const NARROWER = { bfloat16: 2, float16: 2, float32: 4 } as const;

type NarrowerType = keyof typeof NARROWER;

/** The same of the types that are wider than one of them. */
const WIDER: ReadonlyMap<string, number> = new Map([["float32", 4], ["float64", 8]]);

/**
 * Finds the type that holds all parameters of the new file exactly and saves
 * most. Tensors that are as narrow already stay what they are, and tied ones are stored once.
 *
 * @example
 * ```ts
 * import { LosslessTypes } from "./lossless_types.ts";
 * import { assertEquals } from "@std/assert";
 * const side = { dtype: "float32", shape: [8], elements: 8, zeros: 0, lossless_in: ["bfloat16"] };
 * const types = new LosslessTypes();
 * types.add({ role: "parameter", new: side });
 * assertEquals(types.facts(), { narrower_type: "bfloat16", narrower_bytes: 16 });
 * ```
 */
export class LosslessTypes {
  /** Bytes that each type would save; absent once it does not hold a tensor. */
  readonly #saved = new Map((Object.keys(NARROWER) as NarrowerType[]).map((name) => [name, 0]));
  #isKnown = true;

  /** Adds a change of a tensor. */
  add({ role, new: fresh }: Pick<Change, "role" | "new">): void {
    const side = fresh as TensorFacts | null;
    if (role !== "parameter" || side === null || side.elements === 0) return;
    const bytes = WIDER.get(side.dtype);
    if (bytes === undefined) return;
    if (side.zeros === undefined) this.#isKnown = false;
    const elements = side.tied_to === undefined ? side.elements : 0;
    for (const [name, saved] of this.#saved) {
      const fewer = bytes - NARROWER[name];
      if (fewer > 0 && !isExact(side, name)) this.#saved.delete(name);
      else if (fewer > 0) this.#saved.set(name, saved + elements * fewer);
    }
  }

  /** Facts of the model; none where a parameter was not measured. */
  facts(): Facts {
    if (!this.#isKnown) return {};
    let narrower_type = "", narrower_bytes = 0;
    for (const [name, saved] of this.#saved) {
      if (saved > narrower_bytes) [narrower_type, narrower_bytes] = [name, saved];
    }
    return { narrower_type, narrower_bytes };
  }
}

/** The types that a constant tensor fits are not listed: its value tells. */
function isExact({ lossless_in, min, max, nan, pos_inf, neg_inf }: TensorFacts, name: NarrowerType): boolean {
  if (lossless_in !== undefined) return lossless_in.includes(name);
  if (min !== max || nan || pos_inf || neg_inf || typeof min !== "number") return false;
  return Object.is(rounded(min, name), min);
}

function rounded(value: number, name: NarrowerType): number {
  if (name === "float16") return Math.f16round(value);
  const single = Math.fround(value);
  if (name === "float32") return single;
  // A float32 is a bfloat16 if its lower 16 bits are clear; any other is not.
  return new Uint32Array(Float32Array.of(single).buffer)[0]! << 16 === 0 ? single : NaN;
}
