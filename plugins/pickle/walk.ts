import { isContainer, type PickleContainer, PickleObject, type PickleValue } from "./value.ts";

/** Every object in a value, each once. Iterative, since a file decides how deep values are nested. */
export function* walkObjects(root: PickleValue): Generator<PickleObject> {
  const seen = new Set<PickleContainer>();
  const open: PickleValue[] = [root];
  while (open.length > 0) {
    const value = open.pop()!;
    if (!isContainer(value) || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof PickleObject) yield value;
    for (const members of membersOf(value)) for (const member of members) open.push(member);
  }
}

function membersOf(value: PickleContainer): readonly (readonly PickleValue[])[] {
  switch (value.kind) {
    case "list":
    case "tuple":
    case "set":
      return [value.items];
    case "dict":
      return [value.keys, value.values];
    case "global":
    case "tensor":
      return [];
    case "persistent":
      return [[value.id]];
    case "object":
      return [[value.callable, value.args, value.kwargs, value.state ?? null, value.entries], value.items ?? []];
  }
}
