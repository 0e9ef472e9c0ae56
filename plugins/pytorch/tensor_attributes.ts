import { PickleDict, PickleTuple, type PickleValue } from "../pickle/value.ts";

/** Attributes that say what the tree says anyway. */
const OWN: ReadonlySet<PickleValue> = new Set<PickleValue>(["_is_buffer", "persistent"]);

/**
 * Python attributes that tensors carry beside their elements, by the tensor's
 * path. A tensor's node has no place for them, since the same tensor without
 * them is the same tensor; they are compared as metadata.
 */
export class TensorAttributes {
  readonly #byPath = new PickleDict();

  /** Keeps what a tensor's state holds: a dict of attributes, or one and a dict of slots. */
  add(path: string, state: PickleValue | undefined): void {
    const kept = new PickleDict();
    for (const dict of state instanceof PickleTuple ? state.items : [state]) {
      if (dict instanceof PickleDict) copyOthers(dict, kept);
    }
    if (kept.keys.length === 0) return;
    this.#byPath.keys.push(path);
    this.#byPath.values.push(kept);
  }

  /** Paths and attributes; `undefined` if no tensor has any. */
  get value(): PickleDict | undefined {
    return this.#byPath.keys.length === 0 ? undefined : this.#byPath;
  }
}

function copyOthers(from: PickleDict, into: PickleDict): void {
  for (const [index, key] of from.keys.entries()) {
    if (OWN.has(key)) continue;
    into.keys.push(key);
    into.values.push(from.values[index]!);
  }
}
