import { PickleDict, PickleTuple, type PickleValue } from "../pickle/value.ts";

/** Attributes that say what the tree says anyway, and the versions of modules beside a state dict. */
const OWN: ReadonlySet<PickleValue> = new Set<PickleValue>(["_is_buffer", "persistent", "_metadata"]);

/**
 * Python attributes that tensors and containers carry beside their elements,
 * by path. A node has no place for them, since the same tensor without them is
 * the same tensor; they are compared as metadata.
 */
export class CarriedAttributes {
  readonly #byPath = new PickleDict();

  /** Keeps what a value's state holds: a dict of attributes, or one and a dict of slots. */
  add(path: string, state: PickleValue | undefined): void {
    const kept = new PickleDict();
    for (const dict of state instanceof PickleTuple ? state.items : [state]) {
      if (dict instanceof PickleDict) copyOthers(dict, kept);
    }
    if (kept.keys.length === 0) return;
    this.#byPath.keys.push(path);
    this.#byPath.values.push(kept);
  }

  /** Keeps one attribute. */
  addOne(path: string, name: string, value: PickleValue): void {
    const dict = new PickleDict();
    dict.keys.push(name);
    dict.values.push(value);
    this.add(path, dict);
  }

  /** Paths and attributes; `undefined` if no value has any. */
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
