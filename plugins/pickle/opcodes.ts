/** How the bytes after an opcode are read. `line` ends at a newline; `1`, `2`, `4`, `8` are sizes in bytes. */
export type ArgumentKind =
  | "none"
  | "uint1"
  | "uint2"
  | "int4"
  | "uint4"
  | "length8"
  | "float8"
  | "line"
  | "two_lines"
  | "text1"
  | "text4"
  | "text8"
  | "string1"
  | "string4"
  | "bytes1"
  | "bytes4"
  | "bytes8"
  | "long1"
  | "long4";

/** One instruction of the pickle machine. */
export interface Opcode {
  readonly code: number;
  readonly name: string;
  readonly argument: ArgumentKind;
  /** The protocol that introduced it. */
  readonly protocol: number;
}

function row<const N extends string>(character: string | number, name: N, argument: ArgumentKind, protocol: number) {
  return { code: typeof character === "number" ? character : character.charCodeAt(0), name, argument, protocol };
}

/** All instructions of protocols 0 to 5, named as in Python's `pickletools`. */
export const OPCODES = [
  row("I", "INT", "line", 0),
  row("J", "BININT", "int4", 1),
  row("K", "BININT1", "uint1", 1),
  row("M", "BININT2", "uint2", 1),
  row("L", "LONG", "line", 0),
  row(0x8a, "LONG1", "long1", 2),
  row(0x8b, "LONG4", "long4", 2),
  row("S", "STRING", "line", 0),
  row("T", "BINSTRING", "string4", 1),
  row("U", "SHORT_BINSTRING", "string1", 1),
  row("B", "BINBYTES", "bytes4", 3),
  row("C", "SHORT_BINBYTES", "bytes1", 3),
  row(0x8e, "BINBYTES8", "bytes8", 4),
  row(0x96, "BYTEARRAY8", "bytes8", 5),
  row(0x97, "NEXT_BUFFER", "none", 5),
  row(0x98, "READONLY_BUFFER", "none", 5),
  row("N", "NONE", "none", 0),
  row(0x88, "NEWTRUE", "none", 2),
  row(0x89, "NEWFALSE", "none", 2),
  row("V", "UNICODE", "line", 0),
  row(0x8c, "SHORT_BINUNICODE", "text1", 4),
  row("X", "BINUNICODE", "text4", 1),
  row(0x8d, "BINUNICODE8", "text8", 4),
  row("F", "FLOAT", "line", 0),
  row("G", "BINFLOAT", "float8", 1),
  row("]", "EMPTY_LIST", "none", 1),
  row("a", "APPEND", "none", 0),
  row("e", "APPENDS", "none", 1),
  row("l", "LIST", "none", 0),
  row(")", "EMPTY_TUPLE", "none", 1),
  row("t", "TUPLE", "none", 0),
  row(0x85, "TUPLE1", "none", 2),
  row(0x86, "TUPLE2", "none", 2),
  row(0x87, "TUPLE3", "none", 2),
  row("}", "EMPTY_DICT", "none", 1),
  row("d", "DICT", "none", 0),
  row("s", "SETITEM", "none", 0),
  row("u", "SETITEMS", "none", 1),
  row(0x8f, "EMPTY_SET", "none", 4),
  row(0x90, "ADDITEMS", "none", 4),
  row(0x91, "FROZENSET", "none", 4),
  row("0", "POP", "none", 0),
  row("2", "DUP", "none", 0),
  row("(", "MARK", "none", 0),
  row("1", "POP_MARK", "none", 1),
  row("g", "GET", "line", 0),
  row("h", "BINGET", "uint1", 1),
  row("j", "LONG_BINGET", "uint4", 1),
  row("p", "PUT", "line", 0),
  row("q", "BINPUT", "uint1", 1),
  row("r", "LONG_BINPUT", "uint4", 1),
  row(0x94, "MEMOIZE", "none", 4),
  row(0x82, "EXT1", "uint1", 2),
  row(0x83, "EXT2", "uint2", 2),
  row(0x84, "EXT4", "int4", 2),
  row("c", "GLOBAL", "two_lines", 0),
  row(0x93, "STACK_GLOBAL", "none", 4),
  row("R", "REDUCE", "none", 0),
  row("b", "BUILD", "none", 0),
  row("i", "INST", "two_lines", 0),
  row("o", "OBJ", "none", 1),
  row(0x81, "NEWOBJ", "none", 2),
  row(0x92, "NEWOBJ_EX", "none", 4),
  row(0x80, "PROTO", "uint1", 2),
  row(".", "STOP", "none", 0),
  row(0x95, "FRAME", "length8", 4),
  row("P", "PERSID", "line", 0),
  row("Q", "BINPERSID", "none", 1),
] as const satisfies readonly Opcode[];

/** The name of an instruction. */
export type OpcodeName = (typeof OPCODES)[number]["name"];

/** The highest protocol that the table covers. */
export const HIGHEST_PROTOCOL = 5;

const BY_CODE: ReadonlyMap<number, Opcode> = new Map(OPCODES.map((opcode) => [opcode.code, opcode]));

/**
 * The instruction of that byte, or `undefined`.
 *
 * @example
 * ```ts
 * import { findOpcode } from "./opcodes.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(findOpcode(0x80)?.name, "PROTO");
 * assertEquals(findOpcode(0xff), undefined);
 * ```
 */
export function findOpcode(code: number): Opcode | undefined {
  return BY_CODE.get(code);
}
