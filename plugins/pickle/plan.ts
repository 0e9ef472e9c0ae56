import type { Place } from "../../core/model/errors.ts";
import type { Limits } from "../../core/model/limits.ts";
import type { ListNode, MapNode, OpaqueNode, TreeNode } from "../../core/model/tree.ts";
import type { PickleGlobal, PickleObject, PicklePersistent, PickleValue } from "./value.ts";

/** How a value becomes a node: at once, or from the nodes of other values. */
export type Plan = TreeNode | Branch;

/** A node that is built when the values below it have become nodes. */
export interface Branch {
  readonly kind: "branch";
  readonly values: readonly PickleValue[];
  /** Key of the value at that index in the node; `null` if it takes the node's own place. */
  keyAt(index: number): string | null;
  build(nodes: readonly TreeNode[]): TreeNode;
}

/** What a planner may use. */
export interface PlanTools {
  readonly file: string;
  readonly limits: Limits;
  /** Dotted name of the value at hand. */
  path(): string;
  /** Stops loading: the value at hand is malformed. The error names its path. */
  fail(reason: string): never;
  /** Stops loading: the value at hand is of a kind that is not read. */
  unsupported(reason: string): never;
  /** Stops loading: the value at hand asks for more than `limits` allows. */
  exceeds(reason: string): never;
  /** Tells the user something that does not stop the comparison. */
  note(reason: string, place?: Place): void;
  /** Puts off work that has to wait for bytes; it is done, in order, before loading ends. */
  later(work: () => Promise<void>): void;
}

/** Turns an object whose callable is known into a plan; `undefined` if it is not what it should be. */
export type Planner = (object: PickleObject, tools: PlanTools) => Plan | undefined;

/** What is known about the names and objects of some library. */
export interface Knowledge {
  /** Planners by the qualified name of the callable. */
  readonly planners: ReadonlyMap<string, Planner>;
  /** A plan for any object that no planner took. */
  object?(object: PickleObject, tools: PlanTools): Plan | undefined;
  /** A plan for a bare name: `torch.float32`. */
  global?(global: PickleGlobal): Plan | undefined;
  /** A plan for a reference to something outside the pickle. */
  persistent?(reference: PicklePersistent, tools: PlanTools): Plan | undefined;
  /** Whether a name is harmless and expected, so that it is not listed among the imports. */
  knows(qualifiedName: string): boolean;
}

/** A map of values by name. */
export function mapPlan(entries: readonly (readonly [string, PickleValue])[], typeName?: string): Branch {
  return keyedPlan(entries.map(([key]) => key), entries.map(([, value]) => value), typeName);
}

/** A map of values by the keys at the same indices; of those with equal keys the last counts, in the first one's place. */
export function keyedPlan(keys: readonly string[], values: readonly PickleValue[], typeName?: string): Branch {
  return {
    kind: "branch",
    values,
    keyAt: (index) => keys[index]!,
    build: (nodes): MapNode => {
      const entries = new Map<string, TreeNode>();
      for (const [index, node] of nodes.entries()) entries.set(keys[index]!, node);
      return { kind: "map", entries, ...(typeName === undefined ? {} : { typeName }) };
    },
  };
}

/** A list of values. */
export function listPlan(values: readonly PickleValue[], typeName?: string): Branch {
  return {
    kind: "branch",
    values,
    keyAt: String,
    build: (items): ListNode => ({ kind: "list", items, ...(typeName === undefined ? {} : { typeName }) }),
  };
}

/** A named object and what it was made of. */
export function opaquePlan(typeName: string, parts: readonly (readonly [string, PickleValue])[]): Branch {
  const { values, keyAt, build } = mapPlan(parts);
  return {
    kind: "branch",
    values,
    keyAt,
    build: (nodes): OpaqueNode => ({ kind: "opaque", typeName, parts: (build(nodes) as MapNode).entries }),
  };
}

/** The node of another value in this one's place, perhaps changed. */
export function insteadPlan(value: PickleValue, change: (node: TreeNode) => TreeNode = (node) => node): Branch {
  return { kind: "branch", values: [value], keyAt: () => null, build: ([node]) => change(node!) };
}
