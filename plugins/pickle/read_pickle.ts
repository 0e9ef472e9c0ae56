import { LimitError } from "../../core/model/errors.ts";
import type { Limits } from "../../core/model/limits.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { ARGUMENT_READERS } from "./arguments.ts";
import { PickleInput, type PicklePlace, PickleTruncated } from "./input.ts";
import { type MachineHooks, type MachineLimits, PickleMachine } from "./machine.ts";
import { Memo } from "./memo.ts";
import { OPCODES } from "./opcodes.ts";
import { type Operation, OPERATIONS } from "./operations.ts";
import { outlinePickle, type PickleOutline } from "./pickle_outline.ts";
import type { PickleGlobal, PickleObject, PickleValue } from "./value.ts";

/** How a pickle is read. */
export interface PickleOptions extends PicklePlace, MachineHooks {
  readonly limits: Pick<Limits, "nodes" | "pickleBytes">;
}

/** A pickle that was read. */
export interface PickleResult {
  readonly value: PickleValue;
  /** Bytes up to and with STOP. */
  readonly length: number;
  /** The protocol that it states; without one, 0 or 1 by its instructions. */
  readonly protocol: number;
  /** Every global that it names, in order of appearance. None was imported. */
  readonly globals: readonly PickleGlobal[];
  /** Objects that it made and threw away: calls for their effect. */
  readonly discarded: readonly PickleObject[];
}

/**
 * Runs a pickle of protocol 0 to 5 and gives inert values: it imports nothing,
 * calls nothing and constructs nothing that the pickle names. Values of type
 * `Uint8Array` are views on `bytes`.
 *
 * @example A pickle that would run a command
 * ```ts
 * import { readPickle } from "./read_pickle.ts";
 * import { PickleObject } from "./value.ts";
 * import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
 * import { assert, assertEquals } from "@std/assert";
 * const bytes = new TextEncoder().encode("cos\nsystem\n(S'echo hello'\ntR.");
 * const { value, globals } = readPickle(bytes, { file: "a.pkl", offset: 0, limits: DEFAULT_LIMITS });
 * assert(value instanceof PickleObject);
 * assertEquals(globals[0]?.qualifiedName, "os.system");
 * ```
 *
 * @throws {FormatError} if an instruction is unknown, misused or cut off, with its offset.
 * @throws {LimitError} if it builds more than the limits allow.
 */
export function readPickle(bytes: Uint8Array, options: PickleOptions): PickleResult {
  return runPickle(bytes, outlinePickle(bytes), options);
}

function runPickle(bytes: Uint8Array, { recalled }: PickleOutline, options: PickleOptions): PickleResult {
  const input: PickleInput = new PickleInput(bytes, options);
  const machine = new PickleMachine(input, machineLimits(options.limits), new Memo(recalled), options);
  let highest = 0;
  while (input.left > 0) {
    input.start = input.position;
    input.opcode = "";
    const step = STEPS[input.uint1()];
    if (step === undefined) input.fail(`byte ${hex(bytes[input.start]!)} is not a pickle opcode`);
    input.opcode = step.name;
    if (step.protocol > highest) highest = step.protocol;
    if (step.run === null) {
      const value = machine.pop();
      const protocol = machine.protocol || Math.min(highest, 1);
      const { globals, discarded } = machine;
      return { value, length: input.position, protocol, globals: [...globals.values()], discarded };
    }
    step.run(machine, step.read(input));
  }
  throw input.endsWithoutStop();
}

const FIRST_READ = 4096;
/** What is no pickle fails in its first bytes. */
const TRIED_BYTES = 64 * 1024;

/**
 * Reads the pickle that begins at an offset of a source and ends nobody knows
 * where: a growing part of the source is looked over until STOP is met, so that
 * what follows costs nothing; then it is run, once.
 */
export async function readPickleAt(source: ByteSource, offset: number, options: PickleOptions): Promise<PickleResult> {
  const available = source.size - offset;
  const most = Math.min(available, options.limits.pickleBytes);
  for (let length = Math.min(FIRST_READ, most);; length = Math.min(length * 4, most)) {
    const bytes = await readBytes(source, offset, Math.max(0, length));
    const outline = outlinePickle(bytes);
    if (!outline.isCut || length >= available) return runPickle(bytes, outline, options);
    if (length <= TRIED_BYTES) failUnlessCut(bytes, options);
    if (length >= most) {
      const reason = `the pickle is longer than ${options.limits.pickleBytes} bytes`;
      throw new LimitError(reason, { file: options.file, place: { offset } });
    }
  }
}

/** Runs the beginning of a pickle, to see that nothing but its end is missing. */
function failUnlessCut(bytes: Uint8Array, { persistent: _, settle: __, ...options }: PickleOptions): void {
  try {
    readPickle(bytes, options);
  } catch (error) {
    if (!(error instanceof PickleTruncated)) throw error;
  }
}

/** An instruction ready to run. */
interface Step {
  readonly name: string;
  readonly protocol: number;
  readonly read: (typeof ARGUMENT_READERS)["none"];
  /** `null` for STOP. */
  readonly run: Operation | null;
}

const STEPS: readonly (Step | undefined)[] = stepTable();

function stepTable(): (Step | undefined)[] {
  const steps: (Step | undefined)[] = new Array(256).fill(undefined);
  for (const { code, name, argument, protocol } of OPCODES) {
    const run = name === "STOP" ? null : OPERATIONS[name];
    steps[code] = { name, protocol, read: ARGUMENT_READERS[argument], run };
  }
  return steps;
}

// A tensor takes about 8 objects and 24 members; a tree may have `nodes` nodes.
function machineLimits({ nodes }: Pick<Limits, "nodes">): MachineLimits {
  return { objects: nodes * 2, slots: nodes * 8 };
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}
