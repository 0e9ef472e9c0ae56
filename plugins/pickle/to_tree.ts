import { FormatError, LimitError, type Place, UnsupportedError } from "../../core/model/errors.ts";
import type { Limits } from "../../core/model/limits.ts";
import { dottedName } from "../../core/model/tree_path.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Branch, Knowledge, PlanTools } from "./plan.ts";
import { planValue } from "./plan_value.ts";
import { isContainer, type PickleContainer, type PickleValue } from "./value.ts";

/** How inert values become a tree. */
export interface TreeOptions {
  /** The file's name for messages. */
  readonly file: string;
  readonly limits: Limits;
  /** What is known about names in the pickle, most special first. */
  readonly knowledge: readonly Knowledge[];
  note(reason: string, place?: Place): void;
}

/**
 * The tree of a pickle's value. A value that is met twice becomes one node in
 * two places; a value inside itself becomes an opaque node that names the
 * path of the outer one, so that every tree is finite.
 *
 * @throws {LimitError} if it is nested deeper than the limits allow.
 * @throws {FormatError} if a known object is malformed, with its path.
 */
export async function toTree(root: PickleValue, options: TreeOptions): Promise<TreeNode> {
  const builder = new TreeBuilder(options);
  const tree = builder.run(root);
  for (const work of builder.pending) await work();
  return tree;
}

/** A branch whose values are becoming nodes. */
interface Frame {
  readonly value: PickleValue;
  readonly branch: Branch;
  readonly nodes: TreeNode[];
  /** Nodes that it unfolds to, so far. */
  unfolded: number;
  /** Number of keys that lead to it. */
  readonly depth: number;
}

// One stack of its own instead of recursion: a file decides how deep values are nested.
class TreeBuilder implements PlanTools {
  readonly file: string;
  readonly limits: Limits;
  readonly pending: (() => Promise<void>)[] = [];
  readonly #options: TreeOptions;
  readonly #frames: Frame[] = [];
  readonly #done = new Map<PickleContainer, TreeNode>();
  readonly #open = new Map<PickleContainer, number>();
  /** Nodes that each branch unfolds to, shared ones counted each time. */
  readonly #unfolded = new Map<TreeNode, number>();

  constructor(options: TreeOptions) {
    this.#options = options;
    this.file = options.file;
    this.limits = options.limits;
  }

  run(root: PickleValue): TreeNode {
    let node = this.#enter(root, 0);
    for (let frame = this.#frames.at(-1); frame; frame = this.#frames.at(-1)) {
      if (node) this.#add(frame, node);
      if (frame.nodes.length < frame.branch.values.length) node = this.#enterNext(frame);
      else node = this.#leave(frame);
    }
    return node!;
  }

  path(): string {
    return dottedName(this.#keys(this.#frames.length));
  }

  fail(reason: string): never {
    throw new FormatError(reason, { file: this.file, place: this.#place() });
  }

  unsupported(reason: string): never {
    throw new UnsupportedError(reason, { file: this.file, place: this.#place() });
  }

  exceeds(reason: string): never {
    throw new LimitError(reason, { file: this.file, place: this.#place() });
  }

  note(reason: string, place: Place | undefined = this.#place()): void {
    this.#options.note(reason, place);
  }

  later(work: () => Promise<void>): void {
    this.pending.push(work);
  }

  #add(frame: Frame, node: TreeNode): void {
    frame.nodes.push(node);
    frame.unfolded += this.#unfolded.get(node) ?? 1;
    if (frame.unfolded > this.limits.nodes) {
      this.exceeds(`its tree unfolds to more than ${this.limits.nodes} nodes`);
    }
  }

  #enterNext(frame: Frame): TreeNode | undefined {
    const index = frame.nodes.length;
    const ownPlace = frame.branch.keyAt(index) === null;
    return this.#enter(frame.branch.values[index]!, frame.depth + (ownPlace ? 0 : 1));
  }

  /** The value's node if it is at hand; otherwise a frame is opened. */
  #enter(value: PickleValue, depth: number): TreeNode | undefined {
    const shared = isContainer(value);
    if (shared && value.kind === "tensor") return value;
    if (shared) {
      const known = this.#done.get(value) ?? this.#reference(value);
      if (known) return known;
    }
    const plan = planValue(value, this.#options.knowledge, this);
    if (plan.kind !== "branch") {
      if (shared) this.#done.set(value, plan);
      return plan;
    }
    if (depth > this.limits.depth) {
      throw new LimitError(`it is nested deeper than ${this.limits.depth} levels`, { file: this.file });
    }
    if (shared) this.#open.set(value, this.#frames.length);
    this.#frames.push({ value, branch: plan, nodes: [], unfolded: 1, depth });
    return undefined;
  }

  #leave(frame: Frame): TreeNode {
    const node = frame.branch.build(frame.nodes);
    this.#unfolded.set(node, frame.unfolded);
    this.#frames.pop();
    if (isContainer(frame.value)) {
      this.#open.delete(frame.value);
      this.#done.set(frame.value, node);
    }
    return node;
  }

  #reference(value: PickleContainer): TreeNode | undefined {
    const index = this.#open.get(value);
    if (index === undefined) return undefined;
    const path = dottedName(this.#keys(index));
    return {
      kind: "opaque",
      typeName: path === "" ? "reference to the root" : `reference to ${path}`,
      parts: new Map(),
    };
  }

  #place(): Place | undefined {
    const keys = this.#keys(this.#frames.length);
    return keys.length === 0 ? undefined : { path: dottedName(keys) };
  }

  /** Keys that lead to the frame at that index, or to the value at hand. */
  #keys(end: number): string[] {
    const keys: string[] = [];
    for (const { branch, nodes } of this.#frames.slice(0, end)) {
      const key = nodes.length < branch.values.length ? branch.keyAt(nodes.length) : null;
      if (key !== null) keys.push(key);
    }
    return keys;
  }
}
