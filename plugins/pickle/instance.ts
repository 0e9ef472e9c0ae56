import { argsOf, nameOf } from "./read_args.ts";
import { PickleDict, PickleList, PickleObject, PickleTuple, type PickleValue } from "./value.ts";

/**
 * The object that a call of `copyreg` stands for, as later protocols write it:
 * its class, what its class is called with, its members and its state. Any
 * other object is given back as it is.
 */
export function plainInstance(object: PickleObject): PickleObject {
  const [type, ...args] = argsOf(object);
  if (type === undefined) return object;
  switch (nameOf(object.callable)) {
    case "copyreg.__newobj__":
      return instanceOf(object, type, args);
    case "copyreg._reconstructor":
      return reconstructed(object, type, args);
    default:
      return object;
  }
}

/** Protocols 0 and 1 make an object from its class, the built-in it derives from, and that one's value. */
function reconstructed(
  object: PickleObject,
  type: PickleValue,
  [base, value]: readonly PickleValue[],
): PickleObject {
  if (nameOf(base) === "builtins.object" || value === undefined || value === null) return instanceOf(object, type, []);
  const holdsMembers = value instanceof PickleDict || value instanceof PickleList;
  const instance = instanceOf(object, type, holdsMembers ? [] : [value]);
  if (value instanceof PickleDict) instance.entries ??= value;
  if (value instanceof PickleList) instance.items ??= value.items;
  return instance;
}

function instanceOf({ state, items, entries }: PickleObject, type: PickleValue, args: readonly PickleValue[]) {
  const instance = new PickleObject(type, new PickleTuple(args));
  instance.state = state;
  instance.items = items;
  instance.entries = entries;
  return instance;
}
