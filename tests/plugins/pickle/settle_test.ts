import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { dtype } from "../../../core/model/dtype.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { readPickle } from "../../../plugins/pickle/read_pickle.ts";
import { PickleDict, PickleList, type PickleObject, PickleSet, PickleTuple } from "../../../plugins/pickle/value.ts";
import { assemble } from "./assemble.ts";

Deno.test("readPickle() has objects settled as lists and dicts get them; tuples, sets and the memo keep them as they are", () => {
  const made = "cx\ny\n)R";
  const pickle = assemble(
    "]",
    made,
    "q\0",
    "a",
    "h\0",
    "a",
    "h\0\x85",
    "a",
    "\x8f(",
    "h\0",
    "\x90a",
    "}K\x01h\0sa",
    ".",
  );
  const scalar = scalarTensor();
  const asked: PickleObject[] = [];
  const settle = (object: PickleObject) => {
    asked.push(object);
    return asked.length === 2 ? undefined : scalar;
  };
  const { value } = readPickle(pickle, { file: "a.pkl", offset: 0, limits: DEFAULT_LIMITS, settle });
  assertInstanceOf(value, PickleList);
  const [first, second, tuple, set, dict] = value.items;
  assert(first === scalar && second === asked[0]);
  assertInstanceOf(tuple, PickleTuple);
  assert(tuple.items[0] === asked[0]);
  assertInstanceOf(set, PickleSet);
  assert(set.items[0] === asked[0]);
  assertInstanceOf(dict, PickleDict);
  assert(dict.values[0] === scalar);
  assertEquals(asked.length, 3);
});

function scalarTensor(): TensorNode {
  return { kind: "tensor", dtype: dtype("uint8"), shape: [], data: null };
}
