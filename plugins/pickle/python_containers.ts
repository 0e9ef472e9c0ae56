import { insteadPlan, listPlan, mapPlan, type Plan, type Planner } from "./plan.ts";
import { dictEntries, dictPlan, setPlan } from "./plan_value.ts";
import { plainInstance } from "./instance.ts";
import { argsOf, itemsOf } from "./read_args.ts";
import { PickleDict, type PickleObject, PickleSet, type PickleValue } from "./value.ts";

/** Containers and objects of Python's standard library. */
export const CONTAINER_PLANNERS: Readonly<Record<string, Planner>> = {
  "collections.OrderedDict": (object) => dictPlan(entriesOf(object), "collections.OrderedDict"),
  "collections.defaultdict": (object) => dictPlan(entriesOf(object), "collections.defaultdict"),
  "collections.Counter": (object) => dictPlan(entriesOf(object), "collections.Counter"),
  "builtins.dict": (object) => dictPlan(entriesOf(object)),
  "collections.deque": (object) => listPlan(object.items ?? itemsOf(argsOf(object)[0]) ?? [], "collections.deque"),
  "builtins.list": (object) => listPlan([...itemsOf(argsOf(object)[0]) ?? [], ...object.items ?? []]),
  "builtins.tuple": (object) => listPlan(itemsOf(argsOf(object)[0]) ?? [], "tuple"),
  "builtins.set": (object) => setPlan(new PickleSet("set", membersOf(object))),
  "builtins.frozenset": (object) => setPlan(new PickleSet("frozenset", membersOf(object))),
  "builtins.range": (object) => argumentsByName(object, "range", ["start", "stop", "step"]),
  "builtins.slice": (object) => argumentsByName(object, "slice", ["start", "stop", "step"]),
  "argparse.Namespace": (object) => statePlan(object, "argparse.Namespace"),
  "types.SimpleNamespace": (object) => statePlan(object, "types.SimpleNamespace"),
  "copyreg._reconstructor": instancePlan,
  "copyreg.__newobj__": instancePlan,
};

function instancePlan(object: PickleObject): Plan | undefined {
  const instance = plainInstance(object);
  return instance === object ? undefined : insteadPlan(instance);
}

/** Attributes by name, for an object that is nothing but its attributes. */
function statePlan({ state }: PickleObject, typeName: string): Plan | undefined {
  if (state === undefined || state === null) return mapPlan([], typeName);
  return state instanceof PickleDict ? mapPlan(dictEntries(state), typeName) : undefined;
}

function argumentsByName(object: PickleObject, typeName: string, names: readonly string[]): Plan | undefined {
  const args = argsOf(object);
  if (args.length !== names.length) return undefined;
  return mapPlan(names.map((name, index) => [name, args[index]!]), typeName);
}

/** What fills a dictionary: the argument (another dict, or pairs), then the members set later. */
function entriesOf(object: PickleObject): PickleDict {
  const filled = new PickleDict();
  for (const argument of argsOf(object)) {
    if (argument instanceof PickleDict) append(filled, argument);
    else for (const pair of itemsOf(argument) ?? []) appendPair(filled, itemsOf(pair));
  }
  if (object.entries) append(filled, object.entries);
  return filled;
}

function append(into: PickleDict, { keys, values }: PickleDict): void {
  for (let i = 0; i < keys.length; i++) appendPair(into, [keys[i]!, values[i]!]);
}

function appendPair(into: PickleDict, pair: readonly PickleValue[] | undefined): void {
  if (pair?.length !== 2) return;
  into.keys.push(pair[0]!);
  into.values.push(pair[1]!);
}

function membersOf(object: PickleObject): PickleValue[] {
  return [...itemsOf(argsOf(object)[0]) ?? [], ...object.items ?? []];
}
