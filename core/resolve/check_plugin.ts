import { PluginError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { FormatPlugin } from "../plugin.ts";

type Fields = Readonly<Record<string, unknown>>;

/** By field of a manifest: what it must be, and the test for it. */
const MANIFEST_FIELDS: readonly { name: string; expected: string; test: (value: unknown) => boolean }[] = [
  { name: "apiVersion", expected: "1", test: (value) => value === 1 },
  {
    name: "id",
    expected: "kebab-case text",
    test: (value) => isText(value) && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value),
  },
  { name: "title", expected: "text", test: (value) => isText(value) && value !== "" },
  {
    name: "extensions",
    expected: 'an array of lower-case texts that begin with "."',
    test: (value) => Array.isArray(value) && value.every((item) => isText(item) && /^\.[^A-Z]+$/.test(item)),
  },
  {
    name: "signatures",
    expected: "an array of {offset, bytes}",
    test: (value) => Array.isArray(value) && value.every(isSignature),
  },
];

const METHODS = ["detect", "load", "summarize"] as const satisfies readonly (keyof FormatPlugin)[];

/**
 * Checks that what a module exports by default is a format plugin of this version.
 *
 * @throws {PluginError} that names the file and the first field that is wrong.
 */
export function checkPlugin(exported: unknown, file: string): asserts exported is FormatPlugin {
  const fail = (reason: string): never => {
    throw new PluginError(file, reason);
  };
  if (exported === undefined) fail("it has no default export; export default the plugin");
  if (!isObject(exported)) fail("its default export is not an object");
  const { manifest } = exported as Fields;
  if (!isObject(manifest)) fail("its default export has no manifest");
  for (const { name, expected, test } of MANIFEST_FIELDS) {
    const value = (manifest as Fields)[name];
    if (!test(value)) fail(`its manifest's ${name} is ${show(value)}, not ${expected}`);
  }
  for (const method of METHODS) {
    if (typeof (exported as Fields)[method] !== "function") fail(`its ${method} is not a function`);
  }
}

function isSignature(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { offset, bytes } = value;
  const isByte = (byte: unknown) => Number.isInteger(byte) && Number(byte) >= 0 && Number(byte) <= 255;
  return Number.isSafeInteger(offset) && Number(offset) >= 0 && Array.isArray(bytes) && bytes.length > 0 &&
    bytes.every(isByte);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  return isText(value) ? quote(value) : isObject(value) ? "something else" : String(value);
}
