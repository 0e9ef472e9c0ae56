import { LONGEST_NUMBER } from "../../core/model/decimal.ts";
import { floatScalar } from "../../core/model/number_scalar.ts";
import type { ScalarNode } from "../../core/model/scalar.ts";
import { readAs } from "./plain_scalar.ts";

const YAML = "tag:yaml.org,2002:";
const PYTHON = `${YAML}python/`;

/** Reads a scalar's text as its tag says; `null` if the text does not fit. */
type ReadText = (text: string) => ScalarNode | null;

const readText: ReadText = (text) => ({ kind: "scalar", type: "string", value: text });
const readInteger: ReadText = (text) => readAs(text, "int");
const readBool: ReadText = (text) => readAs(text, "bool");
const readNull: ReadText = (text) => readAs(text, "null");
const readComplex: ReadText = (text) => ({ kind: "scalar", type: "complex", value: text });

/** Scalars whose tag says what they are: YAML's own tags, and those that Python's writer puts on plain values. */
export const SCALAR_TAGS: ReadonlyMap<string, ReadText> = new Map([
  ["!", readText],
  [`${YAML}str`, readText],
  [`${YAML}int`, readInteger],
  [`${YAML}float`, readFloat],
  [`${YAML}bool`, readBool],
  [`${YAML}null`, readNull],
  [`${YAML}timestamp`, (text) => readAs(text, "datetime")],
  [`${YAML}binary`, readBinary],
  [`${PYTHON}str`, readText],
  [`${PYTHON}unicode`, readText],
  [`${PYTHON}bytes`, readBinary],
  [`${PYTHON}int`, readInteger],
  [`${PYTHON}long`, readInteger],
  [`${PYTHON}float`, readFloat],
  [`${PYTHON}complex`, readComplex],
  [`${PYTHON}bool`, readBool],
  [`${PYTHON}none`, readNull],
]);

/** Sequences that are lists, and what kind of list where it is not a plain one. */
export const LIST_TAGS: ReadonlyMap<string, string | undefined> = new Map([
  [`${YAML}seq`, undefined],
  [`${YAML}omap`, "omap"],
  [`${YAML}pairs`, "pairs"],
  [`${PYTHON}list`, undefined],
  [`${PYTHON}tuple`, "tuple"],
]);

/** Mappings that are maps. */
export const MAP_TAGS: ReadonlySet<string> = new Set([`${YAML}map`, `${PYTHON}dict`]);

/** A mapping whose keys are the members of a set. */
export const SET_TAG = `${YAML}set`;

const MERGE_TAG = `${YAML}merge`;

/** Whether a text without quotes merges another map into its own. */
export function isMergeKey(text: string, tag: string | null): boolean {
  return text === "<<" && (tag === null || tag === MERGE_TAG);
}

/** The Python object that a tag would make or import: `os.system`; `undefined` for other tags. */
export function pythonName(tag: string): string | undefined {
  return /^tag:yaml\.org,2002:python\/(?:object(?:\/apply|\/new)?|name|module):(.+)$/.exec(tag)?.[1];
}

/**
 * A tag in full: handles are replaced by the prefixes that they stand for.
 *
 * @example
 * ```ts
 * import { expandTag } from "./tags.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(expandTag("!!int", new Map()), "tag:yaml.org,2002:int");
 * assertEquals(expandTag("!Custom", new Map()), "!Custom");
 * ```
 */
export function expandTag(written: string, prefixes: ReadonlyMap<string, string>): string {
  if (written.startsWith("!<")) return written.slice(2, -1);
  if (written === "!") return written;
  const handle = /^!(?:[\w-]*!)?/.exec(written)![0];
  const prefix = prefixes.get(handle) ?? (handle === "!!" ? YAML : handle);
  return prefix + decodePercent(written.slice(handle.length));
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readFloat(text: string): ScalarNode | null {
  const node = readAs(text, "int", "float");
  if (node?.type !== "int") return node;
  return /^[-+]?\d+$/.test(text) && text.length <= LONGEST_NUMBER ? floatScalar(text) : floatScalar(String(node.value));
}

function readBinary(text: string): ScalarNode | null {
  try {
    const characters = atob(text.replace(/\s+/g, ""));
    return {
      kind: "scalar",
      type: "bytes",
      value: Uint8Array.from(characters, (character) => character.charCodeAt(0)),
    };
  } catch {
    return null;
  }
}
