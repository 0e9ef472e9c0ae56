import type { PickleMachine } from "./machine.ts";
import { PickleDict, PickleList, PickleObject, PickleSet, PickleTuple, type PickleValue, typeOf } from "./value.ts";

/** A new tuple. */
export function tupleOf(machine: PickleMachine, items: readonly PickleValue[]): PickleTuple {
  machine.make();
  machine.keep(items.length);
  return new PickleTuple(items);
}

/** A new list with these first members. */
export function listOf(machine: PickleMachine, items: readonly PickleValue[]): PickleList {
  machine.make();
  const list = new PickleList();
  extend(machine, list.items, items);
  return list;
}

/** A new dict from keys and values in turn. */
export function dictOf(machine: PickleMachine, members: readonly PickleValue[]): PickleDict {
  machine.make();
  const dict = new PickleDict();
  fill(machine, dict, members);
  return dict;
}

/** APPEND: adds the value on top to the list or object below it. */
export function append(machine: PickleMachine): void {
  const value = machine.pop();
  extend(machine, growing(machine, machine.top()), [value]);
}

/** APPENDS: adds the values above the mark to the list or object below it. */
export function appendAll(machine: PickleMachine): void {
  const values = machine.popMark();
  extend(machine, growing(machine, machine.top()), values);
}

/** ADDITEMS: adds values to the set or object on top. */
export function addItems(machine: PickleMachine, values: readonly PickleValue[]): void {
  const target = machine.top();
  if (!(target instanceof PickleSet)) return extend(machine, growing(machine, target), values);
  // The members of a set are sorted by how they are written.
  machine.keep(values.length);
  for (const value of values) target.items.push(value);
}

/** SETITEM and SETITEMS: adds keys and values in turn to the dict or object on top. */
export function setItems(machine: PickleMachine, members: readonly PickleValue[]): void {
  const target = machine.top();
  if (target instanceof PickleDict) fill(machine, target, members);
  else if (target instanceof PickleObject) fill(machine, target.entries ??= new PickleDict(), members);
  else machine.input.fail(`members are set in a value of type ${typeOf(target)}`);
}

/** REDUCE and NEWOBJ: notes what would be called with what. */
export function reduce(
  machine: PickleMachine,
  callable: PickleValue,
  args: PickleValue,
  kwargs: PickleValue = null,
): void {
  machine.make();
  const object = new PickleObject(callable, args);
  object.kwargs = kwargs;
  machine.push(object);
}

/** INST and OBJ: notes what would be instantiated with what. */
export function instantiate(machine: PickleMachine, callable: PickleValue, args: readonly PickleValue[]): void {
  reduce(machine, callable, tupleOf(machine, args));
}

/**
 * BUILD: gives a state to the object below it. What has a state already, or is
 * no object, becomes the callable of a new object, so that nothing is lost.
 */
export function build(machine: PickleMachine): void {
  const state = machine.pop();
  const target = machine.top();
  if (target instanceof PickleObject && target.state === undefined) {
    target.state = state;
    return;
  }
  machine.pop();
  machine.make();
  const object = new PickleObject(target, null);
  object.state = state;
  machine.push(object);
}

function growing(machine: PickleMachine, target: PickleValue): PickleValue[] {
  if (target instanceof PickleList) return target.items;
  if (target instanceof PickleObject) return target.items ??= [];
  return machine.input.fail(`members are added to a value of type ${typeOf(target)}`);
}

function extend(machine: PickleMachine, into: PickleValue[], values: readonly PickleValue[]): void {
  machine.keep(values.length);
  for (const value of values) into.push(machine.settled(value));
}

function fill(machine: PickleMachine, dict: PickleDict, members: readonly PickleValue[]): void {
  if (members.length % 2 !== 0) machine.input.fail("a key has no value");
  machine.keep(members.length);
  for (let i = 0; i < members.length; i += 2) {
    dict.keys.push(members[i]!);
    dict.values.push(machine.settled(members[i + 1]!));
  }
}
