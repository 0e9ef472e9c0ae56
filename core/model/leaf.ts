import { LimitError } from "./errors.ts";
import type { Limits } from "./limits.ts";
import type { TensorNode } from "./tensor.ts";
import { childrenOf, type LeafNode, type TreeNode } from "./tree.ts";

/** A leaf of a tree and the exact keys that lead to it. */
export interface Leaf {
  readonly keys: readonly string[];
  readonly node: LeafNode;
}

/** A leaf that is a tensor. */
export interface TensorLeaf extends Leaf {
  readonly node: TensorNode;
}

/** Whether a leaf is a tensor. */
export function isTensorLeaf(leaf: Leaf): leaf is TensorLeaf {
  return leaf.node.kind === "tensor";
}

/**
 * All leaves of a tree in file order; empty containers count as leaves, so
 * that `{}` and a missing member stay apart. Iterative: depth costs no stack.
 *
 * @throws {LimitError} if a shared or deep structure unfolds beyond the limits.
 */
export function collectLeaves(root: TreeNode, file: string, limits: Pick<Limits, "nodes" | "depth">): Leaf[] {
  const leaves: Leaf[] = [];
  const open: { keys: readonly string[]; children: Iterator<[string, TreeNode]> }[] = [];
  let visited = 0, held = 0;
  const enter = (keys: readonly string[], node: TreeNode) => {
    if (++visited > limits.nodes) throw new LimitError(`its tree unfolds to more than ${limits.nodes} nodes`, { file });
    // Each leaf holds all of its keys: a deep and wide tree would take many times its own size.
    if ((held += keys.length) > limits.nodes * AVERAGE_DEPTH) {
      throw new LimitError(`its ${visited} nodes are nested too deep on average`, { file });
    }
    if (keys.length > limits.depth) throw new LimitError(`it is nested deeper than ${limits.depth} levels`, { file });
    const children = childrenOf(node);
    const first = children.next();
    if (first.done) leaves.push({ keys, node: node as LeafNode });
    else open.push({ keys, children: prepend(first.value, children) });
  };
  enter([], root);
  while (open.length > 0) {
    const { keys, children } = open[open.length - 1]!;
    const next = children.next();
    if (next.done) open.pop();
    else enter([...keys, next.value[0]], next.value[1]);
  }
  return leaves;
}

/** A tree may hold as many keys as if all its nodes lay this deep. */
const AVERAGE_DEPTH = 16;

function* prepend<T>(first: T, rest: Iterable<T>): Generator<T> {
  yield first;
  yield* rest;
}
