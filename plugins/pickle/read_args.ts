import { encodeLatin1 } from "./text.ts";
import { PickleGlobal, PickleObject, PickleTuple, type PickleValue } from "./value.ts";

/** The positional arguments of an object; none if they are not a tuple. */
export function argsOf({ args }: PickleObject): readonly PickleValue[] {
  return args instanceof PickleTuple ? args.items : [];
}

/** A non-negative or negative count that a number holds exactly, or `undefined`. */
export function integerOf(value: PickleValue | undefined): number | undefined {
  if (typeof value !== "bigint") return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A tuple or list of integers (a shape, strides), or `undefined`. */
export function integersOf(value: PickleValue | undefined): readonly number[] | undefined {
  const items = itemsOf(value);
  if (items === undefined) return undefined;
  const numbers = items.map(integerOf);
  return numbers.includes(undefined) ? undefined : numbers as number[];
}

/** Sequences that are pickled as a call with their members. */
const SEQUENCES: ReadonlySet<string | undefined> = new Set(["torch.Size", "builtins.tuple", "builtins.list"]);

/** The members of a tuple, of a list, or of an object made from one of them (`torch.Size`); or `undefined`. */
export function itemsOf(value: PickleValue | undefined): readonly PickleValue[] | undefined {
  if (value instanceof PickleObject && SEQUENCES.has(nameOf(value.callable))) {
    value = argsOf(value)[0] ?? new PickleTuple([]);
  }
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return undefined;
  return value.kind === "tuple" || value.kind === "list" ? value.items : undefined;
}

/** The qualified name of a global, or `undefined`. */
export function nameOf(value: PickleValue | undefined): string | undefined {
  return value instanceof PickleGlobal ? value.qualifiedName : undefined;
}

const LATIN1: ReadonlySet<PickleValue> = new Set<PickleValue>(["latin1", "latin-1"]);

/**
 * The bytes of a value that stands for bytes: protocols 0 to 2 have none of
 * their own and write a call of `_codecs.encode` or `bytearray` instead.
 */
export function bytesOf(value: PickleValue | undefined): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  // Python 2's str was read as text because it happens to be UTF-8.
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (!(value instanceof PickleObject)) return undefined;
  const [text, encoding] = argsOf(value);
  const name = nameOf(value.callable);
  if (name === "_codecs.encode" || (name === "builtins.bytearray" && encoding !== undefined)) {
    return typeof text === "string" && LATIN1.has(encoding!) ? encodeLatin1(text) : undefined;
  }
  if (name !== "builtins.bytes" && name !== "builtins.bytearray") return undefined;
  if (text === undefined) return new Uint8Array(0);
  const isCall = text instanceof PickleObject;
  return isCall && nameOf(text.callable) !== "_codecs.encode" ? undefined : bytesOf(text);
}
