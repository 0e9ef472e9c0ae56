/** Modules that Python 2 called otherwise, as far as values that are saved can come from them. */
const MODULES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  __builtin__: "builtins",
  copy_reg: "copyreg",
  exceptions: "builtins",
  ConfigParser: "configparser",
  Queue: "queue",
  StringIO: "io",
  cStringIO: "io",
  UserDict: "collections",
  UserList: "collections",
  UserString: "collections",
});

/** Names that Python 3 writes otherwise beside their module's. */
const NAMES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  "__builtin__.basestring": "builtins.str",
  "__builtin__.intern": "sys.intern",
  "__builtin__.long": "builtins.int",
  "__builtin__.reduce": "functools.reduce",
  "__builtin__.unichr": "builtins.chr",
  "__builtin__.unicode": "builtins.str",
  "__builtin__.xrange": "builtins.range",
  "UserDict.IterableUserDict": "collections.UserDict",
  "itertools.ifilter": "builtins.filter",
  "itertools.ifilterfalse": "itertools.filterfalse",
  "itertools.imap": "builtins.map",
  "itertools.izip": "builtins.zip",
  "itertools.izip_longest": "itertools.zip_longest",
});

/**
 * A global's module and name as Python 3 has them. Pickles of protocols 0 to 2
 * use Python 2's names for the sake of old readers.
 *
 * @example
 * ```ts
 * import { python3Name } from "./python_2_names.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(python3Name("__builtin__", "long"), ["builtins", "int"]);
 * assertEquals(python3Name("copy_reg", "_reconstructor"), ["copyreg", "_reconstructor"]);
 * assertEquals(python3Name("torch", "device"), ["torch", "device"]);
 * ```
 */
export function python3Name(module: string, name: string): readonly [module: string, name: string] {
  const renamed = NAMES[`${module}.${name}`];
  if (renamed === undefined) return [MODULES[module] ?? module, name];
  const dot = renamed.indexOf(".");
  return [renamed.slice(0, dot), renamed.slice(dot + 1)];
}
