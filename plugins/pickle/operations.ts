import type { Argument } from "./arguments.ts";
import {
  addItems,
  append,
  appendAll,
  build,
  dictOf,
  instantiate,
  listOf,
  reduce,
  setItems,
  tupleOf,
} from "./building.ts";
import { LONGEST_INTEGER, parseFloating, parseInteger, parseRawUnicode, parseString } from "./literals.ts";
import type { PickleMachine } from "./machine.ts";
import { HIGHEST_PROTOCOL, type OpcodeName } from "./opcodes.ts";
import { decodeLatin1, decodeText } from "./text.ts";
import { PickleSet, type PickleValue } from "./value.ts";

/** What one instruction does to the machine. */
export type Operation = (machine: PickleMachine, argument: Argument) => void;

/** What each instruction does. STOP is the loop's own. */
export const OPERATIONS: Readonly<Record<Exclude<OpcodeName, "STOP">, Operation>> = {
  PROTO: (m, protocol) => {
    if ((protocol as number) > HIGHEST_PROTOCOL) m.input.fail(`protocol ${protocol} is not known`);
    m.protocol = protocol as number;
  },
  FRAME: () => {}, // Its length was checked when it was read; nothing else depends on it.

  NONE: (m) => m.push(null),
  NEWTRUE: (m) => m.push(true),
  NEWFALSE: (m) => m.push(false),
  INT: (m, line) => m.push(integerOrBool(m, ascii(line))),
  LONG: (m, line) => m.push(integer(m, ascii(line))),
  BININT: pushInteger,
  BININT1: pushInteger,
  BININT2: pushInteger,
  LONG1: pushValue,
  LONG4: pushValue,
  FLOAT: (m, line) => m.push(parseFloating(ascii(line)) ?? m.input.fail("its text is not a number")),
  BINFLOAT: pushValue,

  STRING: (m, line) =>
    m.push(text2(parseString(line as Uint8Array) ?? m.input.fail("its text is not a quoted string"))),
  BINSTRING: (m, bytes) => m.push(text2(bytes as Uint8Array)),
  SHORT_BINSTRING: (m, bytes) => m.push(text2(bytes as Uint8Array)),
  BINBYTES: pushValue,
  SHORT_BINBYTES: pushValue,
  BINBYTES8: pushValue,
  BYTEARRAY8: pushValue,
  NEXT_BUFFER: (m) => m.input.fail("its data are in a buffer outside of the pickle"),
  READONLY_BUFFER: (m) => m.input.fail("its data are in a buffer outside of the pickle"),
  UNICODE: (m, line) => m.push(parseRawUnicode(line as Uint8Array) ?? m.input.fail("its text has a bad escape")),
  SHORT_BINUNICODE: pushValue,
  BINUNICODE: pushValue,
  BINUNICODE8: pushValue,

  EMPTY_LIST: (m) => m.push(listOf(m, [])),
  LIST: (m) => m.push(listOf(m, m.popMark())),
  APPEND: append,
  APPENDS: appendAll,
  EMPTY_TUPLE: (m) => m.push(tupleOf(m, [])),
  TUPLE: (m) => m.push(tupleOf(m, m.popMark())),
  TUPLE1: (m) => m.push(tupleOf(m, m.popSome(1))),
  TUPLE2: (m) => m.push(tupleOf(m, m.popSome(2))),
  TUPLE3: (m) => m.push(tupleOf(m, m.popSome(3))),
  EMPTY_DICT: (m) => m.push(dictOf(m, [])),
  DICT: (m) => m.push(dictOf(m, m.popMark())),
  SETITEM: (m) => setItems(m, m.popSome(2)),
  SETITEMS: (m) => setItems(m, m.popMark()),
  EMPTY_SET: (m) => {
    m.make();
    m.push(new PickleSet("set", []));
  },
  ADDITEMS: (m) => addItems(m, m.popMark()),
  FROZENSET: (m) => {
    m.make();
    const items = m.popMark();
    m.keep(items.length);
    m.push(new PickleSet("frozenset", items));
  },

  POP: (m) => m.discard(),
  DUP: (m) => m.push(m.top()),
  MARK: (m) => m.mark(),
  POP_MARK: (m) => void m.popMark(),
  GET: (m, line) => m.push(m.recall(memoIndex(m, line))),
  BINGET: (m, index) => m.push(m.recall(index as number)),
  LONG_BINGET: (m, index) => m.push(m.recall(index as number)),
  PUT: (m, line) => m.remember(memoIndex(m, line), m.top()),
  BINPUT: (m, index) => m.remember(index as number, m.top()),
  LONG_BINPUT: (m, index) => m.remember(index as number, m.top()),
  MEMOIZE: (m) => m.remember(m.memo.size, m.top()),

  EXT1: refuseExtension,
  EXT2: refuseExtension,
  EXT4: refuseExtension,
  GLOBAL: (m, lines) => m.push(globalOf(m, lines)),
  STACK_GLOBAL: (m) => {
    const [module, name] = m.popSome(2);
    m.push(m.global(module!, name!));
  },
  INST: (m, lines) => instantiate(m, globalOf(m, lines), m.popMark()),
  OBJ: (m) => {
    const [callable, ...args] = m.popMark();
    instantiate(m, callable ?? m.input.fail("there is no class after the mark"), args);
  },
  REDUCE: (m) => reduce(m, ...pair(m)),
  NEWOBJ: (m) => reduce(m, ...pair(m)),
  NEWOBJ_EX: (m) => {
    const kwargs = m.pop();
    reduce(m, ...pair(m), kwargs);
  },
  BUILD: build,
  PERSID: (m, line) => m.push(m.persistent(ascii(line))),
  BINPERSID: (m) => m.push(m.persistent(m.pop())),
};

function pushValue(machine: PickleMachine, argument: Argument): void {
  machine.push(argument as PickleValue);
}

// Counts and shapes are small and many; one bigint serves for all that are equal.
const SMALL: readonly bigint[] = Array.from({ length: 1024 }, (_, value) => BigInt(value));

function pushInteger(machine: PickleMachine, argument: Argument): void {
  machine.push(SMALL[argument as number] ?? BigInt(argument as number));
}

// Only the program that wrote the file knows which class has that number.
function refuseExtension(machine: PickleMachine, code: Argument): void {
  machine.input.fail(`a class is named by the extension code ${code}, not by its name`);
}

function pair(machine: PickleMachine): [callable: PickleValue, args: PickleValue] {
  const args = machine.pop();
  return [machine.pop(), args];
}

function ascii(line: Argument): string {
  return decodeLatin1(line as Uint8Array).trim();
}

function integerOrBool(machine: PickleMachine, text: string): bigint | boolean {
  return text === "01" ? true : text === "00" ? false : integer(machine, text);
}

function integer(machine: PickleMachine, text: string): bigint {
  if (text.length > LONGEST_INTEGER) machine.input.exceeds(`an integer of ${text.length} digits`);
  return parseInteger(text) ?? machine.input.fail("its text is not an integer");
}

function memoIndex(machine: PickleMachine, line: Argument): number {
  const text = ascii(line);
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : machine.input.fail("its text is not a memo index");
}

// Python 2's str is text if it can be, else bytes.
function text2(bytes: Uint8Array): string | Uint8Array {
  return decodeText(bytes) ?? bytes;
}

function globalOf(machine: PickleMachine, lines: Argument): PickleValue {
  const [module, name] = (lines as readonly [Uint8Array, Uint8Array]).map(decodeText);
  if (module === undefined || name === undefined) machine.input.fail("its name is not UTF-8");
  return machine.global(module, name);
}
