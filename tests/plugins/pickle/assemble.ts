import { DEFAULT_LIMITS, type Limits } from "../../../core/model/limits.ts";
import type { TreeNode } from "../../../core/model/tree.ts";
import { createNumpyLibrary } from "../../../plugins/pickle/numpy_library.ts";
import { PYTHON_LIBRARY } from "../../../plugins/pickle/python_library.ts";
import { type PickleResult, readPickle } from "../../../plugins/pickle/read_pickle.ts";
import { toTree } from "../../../plugins/pickle/to_tree.ts";
import type { PickleValue } from "../../../plugins/pickle/value.ts";

/** Part of a hand-made pickle: a text byte for byte, or a single byte. */
export type Part = string | number;

/** Bytes of a hand-made pickle. */
export function assemble(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => {
    return typeof part === "number" ? [part] : Array.from(part, (character) => character.charCodeAt(0));
  }));
}

/** Runs a hand-made pickle. */
export function run(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): PickleResult {
  return readPickle(bytes, { file: "a.pkl", offset: 0, limits });
}

/** The value that a hand-made pickle builds. */
export function valueOf(...parts: readonly Part[]): PickleValue {
  return run(assemble(...parts)).value;
}

/** The tree of a hand-made pickle. */
export function treeOf(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Promise<TreeNode> {
  return toTree(run(bytes, limits).value, {
    file: "a.pkl",
    limits,
    knowledge: [createNumpyLibrary(), PYTHON_LIBRARY],
    note: () => {},
  });
}
