import { LimitError } from "./errors.ts";
import type { Limits } from "./limits.ts";
import type { TensorNode } from "./tensor.ts";
import { childAt, childrenOf, isLeafNode, type LeafNode, type TreeNode } from "./tree.ts";

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

/** Leaves that can be gone through again and again, in order, and found by their keys, which are all different. */
export interface LeafTable extends Iterable<Leaf> {
  readonly size: number;
  /** The node of the leaf at exactly these keys. */
  find(keys: readonly string[]): LeafNode | undefined;
}

/**
 * All leaves of a tree in file order; empty containers count as leaves, so
 * that `{}` and a missing member stay apart. They are made when they are asked
 * for, since a model may have 100,000.
 *
 * @example
 * ```ts
 * import { TreeLeaves } from "./leaf.ts";
 * import { DEFAULT_LIMITS } from "./limits.ts";
 * import { assertEquals } from "@std/assert";
 * const one = { kind: "scalar", type: "int", value: 1 } as const;
 * const root = { kind: "list", items: [one, { kind: "list", items: [] }] } as const;
 * const leaves = new TreeLeaves(root, "a.json", DEFAULT_LIMITS);
 * assertEquals(Array.from(leaves, ({ keys }) => keys), [["0"], ["1"]]);
 * assertEquals(leaves.find(["0"]), one);
 * ```
 */
export class TreeLeaves implements LeafTable {
  readonly size: number;
  readonly #root: TreeNode;

  /** @throws {LimitError} if a shared or deep structure unfolds beyond the limits. */
  constructor(root: TreeNode, file: string, limits: Pick<Limits, "nodes" | "depth">) {
    const budget = new NodeBudget(file, limits);
    this.#root = root;
    this.size = countOf(leavesOf(root, (depth) => budget.take(depth)));
  }

  [Symbol.iterator](): Iterator<Leaf> {
    return leavesOf(this.#root);
  }

  find(keys: readonly string[]): LeafNode | undefined {
    let node: TreeNode | undefined = this.#root;
    for (const key of keys) node = node && childAt(node, key);
    return node && isLeafNode(node) ? node : undefined;
  }
}

/** The leaves of a table whose keys are wanted. */
export class WantedLeaves implements LeafTable {
  readonly size: number;
  readonly #all: LeafTable;
  readonly #isWanted: (keys: readonly string[]) => boolean;

  constructor(all: LeafTable, isWanted: (keys: readonly string[]) => boolean) {
    this.#all = all;
    this.#isWanted = isWanted;
    this.size = countOf(this);
  }

  *[Symbol.iterator](): Generator<Leaf> {
    for (const leaf of this.#all) if (this.#isWanted(leaf.keys)) yield leaf;
  }

  find(keys: readonly string[]): LeafNode | undefined {
    return this.#isWanted(keys) ? this.#all.find(keys) : undefined;
  }
}

/** The leaves of a tree as a list, for trees that are known to be small, and for tests. */
export function collectLeaves(root: TreeNode, file: string, limits: Pick<Limits, "nodes" | "depth">): Leaf[] {
  return [...new TreeLeaves(root, file, limits)];
}

function countOf(leaves: Iterable<Leaf>): number {
  let count = 0;
  for (const _ of leaves) count++;
  return count;
}

/** A container whose members are being met, with the keys that lead to it. */
interface Branch {
  readonly keys: readonly string[];
  readonly children: Iterator<[string, TreeNode]>;
}

// Iterative: depth costs no stack.
function* leavesOf(root: TreeNode, meet: (depth: number) => void = () => {}): Generator<Leaf> {
  meet(0);
  if (isLeafNode(root)) return yield { keys: [], node: root };
  const open: Branch[] = [{ keys: [], children: childrenOf(root) }];
  for (let branch = open.at(-1); branch; branch = open.at(-1)) {
    const next = branch.children.next();
    if (next.done) {
      open.pop();
      continue;
    }
    const [key, node] = next.value;
    meet(branch.keys.length + 1);
    if (isLeafNode(node)) yield new Member(branch.keys, key, node);
    else open.push({ keys: [...branch.keys, key], children: childrenOf(node) });
  }
}

/** The leaf at the same keys in another tree. */
export function twinOf(leaf: Leaf, node: LeafNode): Leaf {
  return leaf instanceof Member ? leaf.twin(node) : { keys: leaf.keys, node };
}

// All members of a container share its keys.
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
    return [...this.#container, this.#key];
  }

  twin(node: LeafNode): Leaf {
    return new Member(this.#container, this.#key, node);
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
