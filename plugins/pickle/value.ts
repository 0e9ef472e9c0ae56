import type { TensorNode } from "../../core/model/tensor.ts";

/**
 * What a pickle can hold, as inert values: nothing here was imported, called
 * or constructed. A Python int is a `bigint` and a float a `number`, so that
 * 1 and 1.0 stay apart; `bytes` and `bytearray` are a `Uint8Array`. A tensor in
 * a container may be a node already, so that its parts need not be kept.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleList
  | PickleTuple
  | PickleDict
  | PickleSet
  | PickleGlobal
  | PickleObject
  | PicklePersistent
  | TensorNode;

/** A Python list. It may contain itself. */
export class PickleList {
  readonly kind = "list";
  readonly items: PickleValue[] = [];
}

/** A Python tuple. */
export class PickleTuple {
  readonly kind = "tuple";
  constructor(readonly items: readonly PickleValue[]) {}
}

/** A Python dict as it was filled: a key that was set twice stands twice, and the later one counts. */
export class PickleDict {
  readonly kind = "dict";
  readonly keys: PickleValue[] = [];
  readonly values: PickleValue[] = [];
}

/** A Python set or frozenset. */
export class PickleSet {
  readonly kind = "set";
  constructor(readonly typeName: "set" | "frozenset", readonly items: PickleValue[]) {}
}

/** The name of a class or function. */
export class PickleGlobal {
  readonly kind = "global";
  /** `module.name`; asked for once a tensor, so it is not put together each time. */
  readonly qualifiedName: string;
  constructor(readonly module: string, readonly name: string) {
    this.qualifiedName = `${module}.${name}`;
  }
}

/** What a call or an instantiation would have made, had it been run. */
export class PickleObject {
  readonly kind = "object";
  kwargs: PickleValue = null;
  /** Given by BUILD; `undefined` if the object has none. */
  state: PickleValue | undefined = undefined;
  /** Members added by APPEND or ADDITEMS. */
  items: PickleValue[] | null = null;
  /** Members added by SETITEM. */
  entries: PickleDict | null = null;
  constructor(readonly callable: PickleValue, readonly args: PickleValue) {}
}

/** A reference to something outside the pickle: a storage. */
export class PicklePersistent {
  readonly kind = "persistent";
  constructor(readonly id: PickleValue) {}
}

/** The values that can be shared or cyclic, and therefore have an identity. */
export type PickleContainer = Exclude<PickleValue, null | boolean | number | bigint | string | Uint8Array>;

/** Whether a value is one that can hold others or stand for something. */
export function isContainer(value: PickleValue): value is PickleContainer {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}

/** The name of a value's type, for messages. */
export function typeOf(value: PickleValue): string {
  if (value === null) return "None";
  if (typeof value === "object") return value instanceof Uint8Array ? "bytes" : value.kind;
  return { boolean: "bool", number: "float", bigint: "int", string: "str" }[
    typeof value as "boolean" | "number" | "bigint" | "string"
  ];
}
