import { integerScalar, type ScalarNode } from "../../core/model/scalar.ts";
import { keyTexts } from "./key_text.ts";
import { type Branch, keyedPlan, type Knowledge, listPlan, opaquePlan, type Plan, type PlanTools } from "./plan.ts";
import {
  PickleDict,
  PickleGlobal,
  PickleObject,
  type PickleSet,
  PickleTuple,
  type PickleValue,
  typeOf,
} from "./value.ts";
import { orderOf, valueTexts } from "./value_text.ts";

/** How a value becomes a node, by what is known about its names. */
export function planValue(value: PickleValue, knowledge: readonly Knowledge[], tools: PlanTools): Plan {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return scalarNode(value);
  switch (value.kind) {
    case "list":
      return listPlan(value.items);
    case "tuple":
      return listPlan(value.items, "tuple");
    case "set":
      return setPlan(value);
    case "dict":
      return dictPlan(value);
    case "global":
      return first(knowledge, (library) => library.global?.(value)) ?? opaquePlan(value.qualifiedName, []);
    case "persistent":
      return first(knowledge, (library) => library.persistent?.(value, tools)) ??
        opaquePlan("persistent id", [["id", value.id]]);
    case "object":
      return planObject(value, knowledge, tools);
    case "tensor":
      return value;
  }
}

/** A value without members as a node. */
export function scalarNode(value: null | boolean | number | bigint | string | Uint8Array): ScalarNode {
  if (value === null) return { kind: "scalar", type: "null", value };
  if (typeof value === "boolean") return { kind: "scalar", type: "bool", value };
  if (typeof value === "bigint") return integerScalar(value);
  if (typeof value === "number") return { kind: "scalar", type: "float", value };
  if (typeof value === "string") return { kind: "scalar", type: "string", value };
  return { kind: "scalar", type: "bytes", value };
}

/** A dict as a map; of a key that was set twice the last value counts, in the first one's place. */
export function dictPlan(dict: PickleDict, typeName?: string): Branch {
  return keyedPlan(keyTexts(dict.keys), dict.values, typeName);
}

/** The entries of a dict by the text of their key, each key once. */
export function dictEntries({ keys, values }: PickleDict): readonly (readonly [string, PickleValue])[] {
  const entries = new Map<string, PickleValue>();
  keyTexts(keys).forEach((key, index) => entries.set(key, values[index]!));
  return [...entries];
}

/** Members of a set in the order of their texts: Python's own order differs from run to run. */
export function setPlan({ typeName, items }: PickleSet): Branch {
  const texts = valueTexts(items).map((text, index) => `${typeOf(items[index]!)} ${text}`);
  return listPlan(orderOf(texts).map((index) => items[index]!), typeName);
}

/** The name of what an object is made by. */
export function callableName({ callable }: PickleObject): string | undefined {
  return callable instanceof PickleGlobal ? callable.qualifiedName : undefined;
}

function planObject(object: PickleObject, knowledge: readonly Knowledge[], tools: PlanTools): Plan {
  const name = callableName(object);
  const planned = first(
    knowledge,
    (library) =>
      (name === undefined ? undefined : library.planners.get(name)?.(object, tools)) ?? library.object?.(object, tools),
  );
  return planned ?? unknownObject(object, name);
}

/**
 * An object of an unknown class: its name, and all that the file says about
 * it. One that is nothing but its members (a subclass of dict or list) is a
 * map or list of that name, so that its members keep their paths.
 */
function unknownObject(object: PickleObject, name: string | undefined): Plan {
  const { entries, items } = object;
  const isBare = isEmpty(object.args) && object.kwargs === null && isBlank(object.state);
  if (isBare && entries && !items) return dictPlan(entries, name);
  if (isBare && items && !entries) return listPlan(items, name);
  const parts: [string, PickleValue][] = [];
  if (name === undefined) parts.push(["callable", object.callable]);
  if (!isEmpty(object.args)) parts.push(["args", object.args]);
  if (object.kwargs !== null) parts.push(["kwargs", object.kwargs]);
  if (object.state !== undefined) parts.push(["state", object.state]);
  if (items) parts.push(["items", new PickleTuple(items)]);
  if (entries) parts.push(["entries", entries]);
  return opaquePlan(name ?? "call", parts);
}

function isBlank(state: PickleValue | undefined): boolean {
  return state === undefined || state === null || (state instanceof PickleDict && state.keys.length === 0);
}

function isEmpty(args: PickleValue): boolean {
  return args === null || (args instanceof PickleTuple && args.items.length === 0);
}

function first<T>(knowledge: readonly Knowledge[], ask: (library: Knowledge) => T | undefined): T | undefined {
  for (const library of knowledge) {
    const answer = ask(library);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
