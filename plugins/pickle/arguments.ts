import type { PickleInput } from "./input.ts";
import { decodeInteger, LONGEST_INTEGER } from "./literals.ts";
import type { ArgumentKind } from "./opcodes.ts";
import { decodeText } from "./text.ts";

/** What an opcode's argument is read as. */
export type Argument = null | number | bigint | string | Uint8Array | readonly [Uint8Array, Uint8Array];

/** How each kind of argument is read. Lengths are checked against what is left before memory is taken. */
export const ARGUMENT_READERS: Readonly<Record<ArgumentKind, (input: PickleInput) => Argument>> = {
  none: () => null,
  uint1: (input) => input.uint1(),
  uint2: (input) => input.uint2(),
  int4: (input) => input.int4(),
  uint4: (input) => input.uint4(),
  length8: (input) => input.length8(),
  float8: (input) => input.float8(),
  line: (input) => input.line(),
  two_lines: (input) => [input.line(), input.line()],
  text1: (input) => readText(input, input.uint1()),
  text4: (input) => readText(input, input.uint4()),
  text8: (input) => readText(input, input.length8()),
  string1: (input) => input.take(input.uint1()),
  string4: (input) => input.take(input.int4()),
  bytes1: (input) => input.take(input.uint1()),
  bytes4: (input) => input.take(input.uint4()),
  bytes8: (input) => input.take(input.length8()),
  long1: (input) => readLong(input, input.uint1()),
  long4: (input) => readLong(input, input.int4()),
};

function readText(input: PickleInput, length: number): string {
  return decodeText(input.take(length)) ?? input.fail("its text is not UTF-8");
}

function readLong(input: PickleInput, length: number): bigint {
  if (length > LONGEST_INTEGER) input.exceeds(`an integer of ${length} bytes, and at most ${LONGEST_INTEGER} are read`);
  return decodeInteger(input.take(length));
}
