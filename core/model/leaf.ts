import { LimitError } from "./errors.ts";
import type { Limits } from "./limits.ts";
import type { TensorNode } from "./tensor.ts";
import { childrenOf, isLeafNode, type LeafNode, type TreeNode } from "./tree.ts";

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

/** A container whose members are being met, with the keys that lead to it. */
interface Branch {
  readonly keys: readonly string[];
  readonly children: Iterator<[string, TreeNode]>;
}

/**
 * All leaves of a tree in file order; empty containers count as leaves, so
 * that `{}` and a missing member stay apart. Iterative: depth costs no stack.
 *
 * @throws {LimitError} if a shared or deep structure unfolds beyond the limits.
 */
export function collectLeaves(root: TreeNode, file: string, limits: Pick<Limits, "nodes" | "depth">): Leaf[] {
  const budget = new NodeBudget(file, limits);
  budget.take(0);
  if (isLeafNode(root)) return [{ keys: [], node: root }];
  const leaves: Leaf[] = [], open: Branch[] = [{ keys: [], children: childrenOf(root) }];
  for (let branch = open.at(-1); branch; branch = open.at(-1)) {
    const next = branch.children.next();
    if (next.done) {
      open.pop();
      continue;
    }
    const [key, node] = next.value;
    budget.take(branch.keys.length + 1);
    if (isLeafNode(node)) leaves.push(new Member(branch.keys, key, node));
    else open.push({ keys: [...branch.keys, key], children: childrenOf(node) });
  }
  return leaves;
}

// A model may have 100,000 leaves: they share the keys of their container.
class Member implements Leaf {
  readonly node: LeafNode;
  readonly #container: readonly string[];
  readonly #key: string;

  constructor(container: readonly string[], key: string, node: LeafNode) {
    this.node = node;
    this.#container = container;
    this.#key = key;
  }

  get keys(): readonly string[] {
    return this.#container.concat(this.#key);
  }
}

/** A tree may hold as many keys as if all its nodes lay this deep. */
const AVERAGE_DEPTH = 16;

/** How many nodes a tree may still unfold to. */
class NodeBudget {
  readonly #file: string;
  readonly #limits: Pick<Limits, "nodes" | "depth">;
  #nodes = 0;
  #keys = 0;

  constructor(file: string, limits: Pick<Limits, "nodes" | "depth">) {
    this.#file = file;
    this.#limits = limits;
  }

  /** Counts a node that lies so deep. */
  take(depth: number): void {
    const { nodes, depth: deepest } = this.#limits, file = this.#file;
    if (++this.#nodes > nodes) throw new LimitError(`its tree unfolds to more than ${nodes} nodes`, { file });
    // Whoever lists the keys of each leaf takes many times the size of a deep and wide tree.
    if ((this.#keys += depth) > nodes * AVERAGE_DEPTH) {
      throw new LimitError(`its ${this.#nodes} nodes are nested too deep on average`, { file });
    }
    if (depth > deepest) throw new LimitError(`it is nested deeper than ${deepest} levels`, { file });
  }
}
