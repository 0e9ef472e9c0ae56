import type { TreeNode } from "../../core/model/tree.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { createNumpyLibrary } from "../pickle/numpy_library.ts";
import { PYTHON_LIBRARY } from "../pickle/python_library.ts";
import { readPickle } from "../pickle/read_pickle.ts";
import { toTree } from "../pickle/to_tree.ts";
import { limitNpy, type NpyInput } from "./npy_input.ts";

/** An array of Python objects, and the globals outside the known ones that its pickle names. */
export interface ObjectArray {
  readonly node: TreeNode;
  readonly imports: readonly string[];
}

/** Reads an array of Python objects, which NumPy stores as a pickle after the header. Nothing in it is run. */
export async function readObjectArray(input: NpyInput, start: number, context: LoadContext): Promise<ObjectArray> {
  const { limits } = context;
  if (input.size - start > limits.pickleBytes) {
    limitNpy(input, `its pickled objects take ${input.size - start} bytes, more than ${limits.pickleBytes}`, start);
  }
  const bytes = (await input.whole()).subarray(start);
  const knowledge = [createNumpyLibrary(), PYTHON_LIBRARY];
  const { value, globals } = readPickle(bytes, { file: input.name, offset: start, limits });
  const node = await toTree(value, { file: input.name, limits, knowledge, note: context.note });
  const names = globals.map(({ qualifiedName }) => qualifiedName);
  return { node, imports: names.filter((name) => !knowledge.some(({ knows }) => knows(name))) };
}
