import type { ScalarNode } from "../../core/model/scalar.ts";
import { crc32 } from "../../core/source/crc32.ts";
import { plainInstance } from "./instance.ts";
import { scalarOf } from "./scalar_of.ts";
import {
  isContainer,
  type PickleContainer,
  PickleDict,
  PickleObject,
  PickleSet,
  PickleTuple,
  type PickleValue,
} from "./value.ts";

/** Characters of a long value that are kept; a checksum stands for the rest. */
const SHOWN = 200;
/** Most characters that are written of one value, and of all values together beyond what is kept. */
const WRITTEN = 1000;
const TOGETHER = 2 ** 20;
/** Largest set whose members are written in order of their texts; a larger one keeps its own order. */
const SORTED_MEMBERS = 64;

/**
 * Values as Python writes them, about 200 characters of each, so that different
 * values have different texts unless they agree in their first 1000 characters.
 * A text stands for itself, whatever its length.
 *
 * @example
 * ```ts
 * import { valueTexts } from "./value_text.ts";
 * import { PickleTuple } from "./value.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(valueTexts([1n, 1, null, "a", new PickleTuple(["a", true])]), ["1", "1.0", "None", "a", '("a", True)']);
 * ```
 */
export function valueTexts(values: readonly PickleValue[]): readonly string[] {
  let left = TOGETHER;
  return values.map((value) => {
    if (typeof value === "string") return value;
    const text = write(value, Math.max(SHOWN, Math.min(WRITTEN, left)), sortedMembers);
    left -= text.length;
    return shortened(text);
  });
}

function shortened(text: string): string {
  if (text.length <= SHOWN) return text;
  return `${text.slice(0, SHOWN)}... ${crc32(new TextEncoder().encode(text)).toString(16).padStart(8, "0")}`;
}

/** A part of a text: written already, or a value still to be written. */
type Piece = { readonly written: string } | { readonly value: PickleValue };

/** Gives the members of a set in the order in which they are written. */
type Order = (items: readonly PickleValue[]) => readonly PickleValue[];

/** Writes until there are more than `most` characters. */
function write(value: PickleValue, most: number, order: Order): string {
  let text = "";
  // A stack of its own: values can be nested to any depth, shared, and contain themselves.
  const open: Iterator<Piece>[] = [[{ value }][Symbol.iterator]()];
  while (open.length > 0 && text.length <= most) {
    const next = open[open.length - 1]!.next();
    if (next.done) open.pop();
    else if ("written" in next.value) text += next.value.written;
    else if (isContainer(next.value.value)) open.push(piecesOf(next.value.value, order));
    else text += atomText(next.value.value, most);
  }
  return text;
}

function* piecesOf(value: PickleContainer, order: Order): Generator<Piece> {
  switch (value.kind) {
    case "tuple":
      return yield* enclosed("(", value.items, value.items.length === 1 ? ",)" : ")");
    case "list":
      return yield* enclosed("[", value.items, "]");
    case "set":
      return yield* enclosed(`${value.typeName}({`, order(value.items), "})");
    case "dict":
      return yield* dictPieces(value);
    case "global":
      return yield { written: value.qualifiedName };
    case "persistent":
      return yield* enclosed("persistent(", [value.id], ")");
    case "tensor":
      return yield { written: value.kind };
    case "object":
      return yield* objectPieces(plainInstance(value), order);
  }
}

function* enclosed(start: string, values: readonly PickleValue[], end: string): Generator<Piece> {
  yield { written: start };
  for (const [index, value] of values.entries()) {
    if (index > 0) yield { written: ", " };
    yield { value };
  }
  yield { written: end };
}

function* dictPieces({ keys, values }: PickleDict): Generator<Piece> {
  yield { written: "{" };
  for (const [index, key] of keys.entries()) {
    if (index > 0) yield { written: ", " };
    yield { value: key };
    yield { written: ": " };
    yield { value: values[index]! };
  }
  yield { written: "}" };
}

/** The value that an object stands for, else its class, arguments and state: `app.Mode("train")`. */
function* objectPieces(object: PickleObject, order: Order): Generator<Piece> {
  const scalar = scalarOf(object);
  if (scalar) return yield { written: scalarText(scalar) };
  const { callable, args, kwargs, state, items, entries } = object;
  const name = isContainer(callable) && callable.kind === "global" ? callable.qualifiedName : undefined;
  const members = args instanceof PickleTuple && args.items.length === 1 ? membersOf(args.items[0]!) : undefined;
  if (name && BUILT_IN_SETS.has(name) && members) {
    return yield* piecesOf(new PickleSet(BUILT_IN_SETS.get(name)!, [...members]), order);
  }
  yield { value: callable };
  if (args instanceof PickleTuple) yield* enclosed("(", args.items, ")");
  else if (args !== null) yield { value: args };
  for (const part of [kwargs, state ?? null, entries]) if (part !== null) yield { value: part };
  if (items) yield* enclosed("[", items, "]");
}

/** Protocols below 4 write a set as a call with a list. */
const BUILT_IN_SETS: ReadonlyMap<string, PickleSet["typeName"]> = new Map([
  ["builtins.set", "set"],
  ["builtins.frozenset", "frozenset"],
]);

function membersOf(value: PickleValue): readonly PickleValue[] | undefined {
  return isContainer(value) && (value.kind === "list" || value.kind === "tuple") ? value.items : undefined;
}

/** Python's own order differs from run to run. */
function sortedMembers(items: readonly PickleValue[]): readonly PickleValue[] {
  if (items.length > SORTED_MEMBERS) return items;
  // Sets in sets keep their own order, or a file could have them sorted again and again.
  const texts = items.map((item) => write(item, SHOWN, (inner) => inner));
  return orderOf(texts).map((index) => items[index]!);
}

/** Indices in the order of texts; equal ones keep theirs. */
export function orderOf(texts: readonly string[]): readonly number[] {
  return [...texts.keys()].sort((a, b) => texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b);
}

function scalarText({ type, value }: ScalarNode): string {
  if (type === "string" || type === "datetime" || type === "complex") return value;
  return atomText(type === "int" ? BigInt(value) : value, SHOWN);
}

function atomText(value: Exclude<PickleValue, PickleContainer>, most: number): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : `${value}`;
  if (typeof value === "string") return JSON.stringify(value.slice(0, most + 1));
  return bytesText(value.subarray(0, most + 1));
}

function bytesText(bytes: Uint8Array): string {
  const printable = (byte: number) => byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
  const text = Array.from(
    bytes,
    (byte) => printable(byte) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `b'${text.join("")}'`;
}
