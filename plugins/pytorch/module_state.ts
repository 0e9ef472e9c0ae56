import type { TensorRole } from "../../core/model/tensor.ts";
import { CLASS_KEY, type MapNode, type TreeNode } from "../../core/model/tree.ts";
import { dictEntries } from "../pickle/plan_value.ts";
import type { Branch, Plan } from "../pickle/plan.ts";
import { argsOf, itemsOf, nameOf } from "../pickle/read_args.ts";
import { PickleDict, PickleObject, PickleSet, type PickleValue } from "../pickle/value.ts";
import { tensorInRole } from "./view_tensor.ts";

/** Private attributes of a module that are its machinery, not its content. */
const MACHINERY = new Set([
  "_parameters",
  "_buffers",
  "_modules",
  "_non_persistent_buffers_set",
  "_is_full_backward_hook",
  "_backend",
  "_version",
]);
const HOOKS = /^_.*_(pre_)?hooks(_with_kwargs|_always_called)?$/;

/** A member of a module: its value, and what the module holds it as. */
interface Member {
  readonly name: string;
  readonly value: PickleValue;
  readonly role: "parameter" | "buffer" | "module" | "attribute";
}

/**
 * A pickled `torch.nn.Module` as a map whose dotted names are those of its
 * `state_dict()`: its class, parameters, persistent buffers, modules; then the
 * plain attributes (`in_features`, `training`). `undefined` if the object is none.
 */
export function modulePlan(object: PickleObject): Plan | undefined {
  const { state } = object;
  if (!(state instanceof PickleDict)) return undefined;
  const attributes = new Map(dictEntries(state));
  const parameters = entriesOf(attributes.get("_parameters"));
  const buffers = entriesOf(attributes.get("_buffers"));
  const modules = entriesOf(attributes.get("_modules"));
  if (!parameters || !buffers || !modules) return undefined;
  const transient = namesOf(attributes.get("_non_persistent_buffers_set"));
  const typeName = nameOf(object.callable);
  const members: Member[] = [
    // Tanh and Sigmoid have the same members: only their class tells them apart.
    ...typeName === undefined ? [] : [{ name: CLASS_KEY, value: typeName, role: "attribute" as const }],
    ...present(parameters).map(([name, value]) => ({ name, value, role: "parameter" as const })),
    ...present(buffers).filter(([name]) => !transient.has(name))
      .map(([name, value]) => ({ name, value, role: "buffer" as const })),
    ...present(modules).map(([name, value]) => ({ name, value, role: "module" as const })),
    ...plainAttributes(attributes).map(([name, value]) => ({ name, value, role: "attribute" as const })),
  ];
  return membersPlan(members, typeName);
}

function membersPlan(members: readonly Member[], typeName: string | undefined): Branch {
  const names = uniqueNames(members);
  return {
    kind: "branch",
    values: members.map(({ value }) => value),
    keyAt: (index) => names[index]!,
    build: (nodes): MapNode => ({
      kind: "map",
      entries: new Map(nodes.map((node, index) => [names[index]!, withRole(node, members[index]!.role)])),
      ...(typeName === undefined ? {} : { typeName }),
    }),
  };
}

// An attribute can have the name of a parameter only if the class was tampered with; neither may hide the other.
function uniqueNames(members: readonly Member[]): readonly string[] {
  const taken = new Set<string>();
  return members.map(({ name }) => {
    while (taken.has(name)) name = JSON.stringify(name);
    taken.add(name);
    return name;
  });
}

/** What a tensor is that a module holds in that way. `weight_norm` and pruning keep their result as an attribute. */
const ROLES: Readonly<Record<Exclude<Member["role"], "module">, TensorRole>> = {
  parameter: "parameter",
  buffer: "buffer",
  attribute: "state",
};

function withRole(node: TreeNode, role: Member["role"]): TreeNode {
  return node.kind === "tensor" && role !== "module" ? tensorInRole(node, ROLES[role]) : node;
}

function plainAttributes(attributes: ReadonlyMap<string, PickleValue>): (readonly [string, PickleValue])[] {
  return [...attributes].filter(([name, value]) => {
    if (MACHINERY.has(name) || HOOKS.test(name)) return false;
    return !(name.startsWith("_") && isEmptyDict(value));
  });
}

function present(entries: readonly (readonly [string, PickleValue])[]) {
  return entries.filter(([, value]) => value !== null);
}

function isEmptyDict(value: PickleValue): boolean {
  return entriesOf(value)?.length === 0;
}

/** The entries of a dict or an OrderedDict. */
function entriesOf(value: PickleValue | undefined): readonly (readonly [string, PickleValue])[] | undefined {
  if (value instanceof PickleDict) return dictEntries(value);
  if (!(value instanceof PickleObject) || nameOf(value.callable) !== "collections.OrderedDict") return undefined;
  return value.entries ? dictEntries(value.entries) : [];
}

function namesOf(value: PickleValue | undefined): ReadonlySet<PickleValue> {
  if (value instanceof PickleSet) return new Set(value.items);
  if (value instanceof PickleObject) return new Set(itemsOf(argsOf(value)[0]) ?? value.items ?? []);
  return new Set();
}
