import type { TensorNode } from "../../core/model/tensor.ts";
import type { PickleInput } from "./input.ts";
import { Memo } from "./memo.ts";
import { python3Name } from "./python_2_names.ts";
import { PickleGlobal, PickleObject, PicklePersistent, type PickleValue, typeOf } from "./value.ts";

/** Bounds on what one pickle may build. */
export interface MachineLimits {
  /** Most lists, tuples, dicts, sets, objects and references that are made; most open marks, most of the memo. */
  readonly objects: number;
  /** Most places for values: on the stack, in containers. */
  readonly slots: number;
}

/** Gives another inert value for a persistent id, or `undefined` to keep the id itself. */
export type PersistentLookup = (id: PickleValue) => PickleValue | undefined;

/** Gives the tensor that an object is which a container gets, if its place there does not matter; else `undefined`. */
export type Settle = (object: PickleObject) => TensorNode | undefined;

/** What those who read a pickle add. */
export interface MachineHooks {
  /** Asked for each persistent id. */
  readonly persistent?: PersistentLookup | undefined;
  /** Asked for each object that is put into a list or a dict. */
  readonly settle?: Settle | undefined;
}

/** The stack, the marks and the memo of one running pickle. Nothing in it ever calls what a pickle names. */
export class PickleMachine {
  readonly input: PickleInput;
  readonly memo: Memo;
  /** Every global that the pickle names, by qualified name. */
  readonly globals = new Map<string, PickleGlobal>();
  /** Objects that were made and thrown away: calls for their effect. */
  readonly discarded: PickleObject[] = [];
  protocol = 0;
  readonly #limits: MachineLimits;
  readonly #persistent: PersistentLookup;
  readonly #settle: Settle;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  #objects = 0;
  #slots = 0;

  constructor(
    input: PickleInput,
    limits: MachineLimits,
    memo: Memo,
    { persistent = () => undefined, settle = () => undefined }: MachineHooks = {},
  ) {
    this.input = input;
    this.memo = memo;
    this.#limits = limits;
    this.#persistent = persistent;
    this.#settle = settle;
  }

  push(value: PickleValue): void {
    if (this.#stack.length >= this.#limits.slots) {
      this.input.exceeds(`its stack holds more than ${this.#limits.slots} values`);
    }
    this.#stack.push(value);
  }

  pop(): PickleValue {
    if (this.#stack.length <= this.#fence) this.input.fail("the stack is empty");
    return this.#stack.pop()!;
  }

  /** The value on top, which stays. */
  top(): PickleValue {
    if (this.#stack.length <= this.#fence) this.input.fail("the stack is empty");
    return this.#stack[this.#stack.length - 1]!;
  }

  /** Removes the value on top, or a mark if that is on top. */
  discard(): void {
    if (this.#marks.length > 0 && this.#fence === this.#stack.length) return void this.#marks.pop();
    const value = this.pop();
    if (value instanceof PickleObject) {
      this.keep(1);
      this.discarded.push(value);
    }
  }

  mark(): void {
    if (this.#marks.length >= this.#limits.objects) {
      this.input.exceeds(`it holds more than ${this.#limits.objects} open marks`);
    }
    this.#marks.push(this.#stack.length);
  }

  /** Removes and gives the values above the last mark, and the mark. */
  popMark(): PickleValue[] {
    const start = this.#marks.pop() ?? this.input.fail("there is no mark");
    return this.#cut(start);
  }

  /** Removes and gives the topmost `count` values. */
  popSome(count: number): PickleValue[] {
    if (this.#stack.length - count < this.#fence) this.input.fail("the stack is empty");
    return this.#cut(this.#stack.length - count);
  }

  /** Counts one more object before it is made. */
  make(): void {
    if (++this.#objects > this.#limits.objects) {
      this.input.exceeds(`it builds more than ${this.#limits.objects} objects`);
    }
  }

  /** Counts values before they are kept in a container. */
  keep(count: number): void {
    this.#slots += count;
    if (this.#slots > this.#limits.slots) this.input.exceeds(`it builds more than ${this.#limits.slots} members`);
  }

  remember(index: number, value: PickleValue): void {
    if (this.memo.size >= this.#limits.objects) {
      this.input.exceeds(`its memo holds more than ${this.#limits.objects} values`);
    }
    this.memo.set(index, value);
  }

  recall(index: number): PickleValue {
    const value = this.memo.get(index);
    return value === undefined ? this.input.fail(`the memo has nothing at ${index}`) : value;
  }

  /** The one value that stands for a global. */
  global(module: PickleValue, name: PickleValue): PickleGlobal {
    if (typeof module !== "string" || typeof name !== "string") {
      this.input.fail(`a global is named by ${typeOf(module)} and ${typeOf(name)}, not by two strings`);
    }
    const key = `${module}\n${name}`;
    let global = this.globals.get(key);
    if (!global) {
      this.make();
      this.globals.set(key, global = new PickleGlobal(...python3Name(module, name)));
    }
    return global;
  }

  /** What a container keeps of a value. */
  settled(value: PickleValue): PickleValue {
    return value instanceof PickleObject ? this.#settle(value) ?? value : value;
  }

  persistent(id: PickleValue): PickleValue {
    this.make();
    return this.#persistent(id) ?? new PicklePersistent(id);
  }

  // A slice and a shorter length: for the few values of most tuples that takes half the time of a splice.
  #cut(start: number): PickleValue[] {
    const values = this.#stack.slice(start);
    this.#stack.length = start;
    return values;
  }

  get #fence(): number {
    return this.#marks.length === 0 ? 0 : this.#marks[this.#marks.length - 1]!;
  }
}
