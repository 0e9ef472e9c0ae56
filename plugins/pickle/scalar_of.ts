import type { ScalarNode } from "../../core/model/scalar.ts";
import { numpyScalar, SCALAR_NAMES } from "./numpy_scalar.ts";
import { SCALAR_READERS, type ScalarReader } from "./python_scalars.ts";
import { TIME_READERS } from "./python_times.ts";
import { nameOf } from "./read_args.ts";
import type { PickleObject } from "./value.ts";

const READERS: ReadonlyMap<string | undefined, ScalarReader> = new Map([
  ...Object.entries(SCALAR_READERS),
  ...Object.entries(TIME_READERS),
  ...SCALAR_NAMES.map((name) => [name, readNumpyScalar] as const),
]);

/** The single value that an object stands for (a NumPy scalar, a date, a path), or `undefined`. */
export function scalarOf(object: PickleObject): ScalarNode | undefined {
  return READERS.get(nameOf(object.callable))?.(object);
}

function readNumpyScalar(object: PickleObject): ScalarNode | undefined {
  const node = numpyScalar(object);
  return node?.kind === "scalar" ? node : undefined;
}
