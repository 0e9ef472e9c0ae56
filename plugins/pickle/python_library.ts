import type { Knowledge, Planner } from "./plan.ts";
import { CONTAINER_PLANNERS } from "./python_containers.ts";
import { SCALAR_READERS } from "./python_scalars.ts";
import { TIME_READERS } from "./python_times.ts";

/**
 * Names of built-in types and functions that can do no harm, whoever calls
 * them. What reaches other names (`getattr`, `eval`, `open`, `map`, ...) is not
 * among them.
 */
const HARMLESS_BUILTINS = [
  "abs",
  "all",
  "any",
  "bool",
  "bytearray",
  "bytes",
  "complex",
  "dict",
  "divmod",
  "enumerate",
  "float",
  "frozenset",
  "int",
  "len",
  "list",
  "max",
  "min",
  "object",
  "pow",
  "range",
  "reversed",
  "round",
  "set",
  "slice",
  "sorted",
  "str",
  "sum",
  "tuple",
  "zip",
  "Ellipsis",
  "NotImplemented",
].map((name) => `builtins.${name}`);

const PLANNERS: ReadonlyMap<string, Planner> = new Map(
  Object.entries({ ...CONTAINER_PLANNERS, ...SCALAR_READERS, ...TIME_READERS }),
);

const KNOWN: ReadonlySet<string> = new Set([...PLANNERS.keys(), ...HARMLESS_BUILTINS]);

/** What is known about Python's own types. */
export const PYTHON_LIBRARY: Knowledge = { planners: PLANNERS, knows: (name) => KNOWN.has(name) };
