import type { TreeNode } from "../../core/model/tree.ts";
import { elementNode, nodesOf } from "./numpy_element.ts";
import { numpyTypeOf } from "./numpy_type.ts";
import { argsOf, bytesOf } from "./read_args.ts";
import type { PickleObject } from "./value.ts";

/** The function that NumPy's scalars are pickled as calls of, by the names that NumPy 1 and 2 give it. */
export const SCALAR_NAMES: readonly string[] = ["numpy.core", "numpy._core"].flatMap((core) => [
  `${core}.multiarray.scalar`,
  `${core}._multiarray_umath.scalar`,
]);

/** Most nodes that one structured scalar becomes: its fields may overlap, and be more than it has bytes. */
const MOST_NODES = 100_000;

/** A NumPy scalar as a node; `undefined` if its type is not read or its bytes are not that type's. */
export function numpyScalar(object: PickleObject): TreeNode | undefined {
  const [typeValue, value] = argsOf(object);
  const type = numpyTypeOf(typeValue), bytes = bytesOf(value);
  if (!type || type.isObject || bytes?.length !== type.itemBytes || nodesOf(type) > MOST_NODES) return undefined;
  return elementNode(type, bytes);
}
