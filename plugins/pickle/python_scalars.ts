import type { ScalarNode } from "../../core/model/scalar.ts";
import { argsOf, bytesOf } from "./read_args.ts";
import { PickleDict, type PickleObject } from "./value.ts";

/** Reads the single value that an object stands for; `undefined` if it is not what it should be. */
export type ScalarReader = (object: PickleObject) => ScalarNode | undefined;

/** Single values of Python's standard library that pickles write as calls. */
export const SCALAR_READERS: Readonly<Record<string, ScalarReader>> = {
  "_codecs.encode": bytesScalar,
  "builtins.bytes": bytesScalar,
  "builtins.bytearray": bytesScalar,
  "builtins.complex": (object) => {
    const [real, imaginary] = argsOf(object);
    if (typeof real !== "number" || typeof imaginary !== "number") return undefined;
    return { kind: "scalar", type: "complex", value: complexText(real, imaginary) };
  },
  "decimal.Decimal": (object) => {
    const [text] = argsOf(object);
    if (typeof text !== "string") return undefined;
    const value = text.trim() === "" ? NaN : Number(text);
    return Number.isNaN(value) ? textScalar(text) : { kind: "scalar", type: "float", value, literal: text };
  },
  "fractions.Fraction": (object) => {
    const args = argsOf(object);
    return args.length === 0 ? undefined : textScalar(args.map(String).join("/"));
  },
  "uuid.UUID": uuid,
  ...Object.fromEntries(
    ["PurePosixPath", "PosixPath", "PureWindowsPath", "WindowsPath", "PurePath", "Path"]
      .flatMap((name) => [[`pathlib.${name}`, path], [`pathlib._local.${name}`, path]]),
  ),
};

/** A complex number as Python writes it, without parentheses. */
export function complexText(real: number, imaginary: number): string {
  const negative = imaginary < 0 || Object.is(imaginary, -0);
  return `${plain(real)}${negative ? "-" : "+"}${plain(Math.abs(imaginary))}j`;
}

function plain(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

function textScalar(value: string): ScalarNode {
  return { kind: "scalar", type: "string", value };
}

function bytesScalar(object: PickleObject): ScalarNode | undefined {
  const value = bytesOf(object);
  return value && { kind: "scalar", type: "bytes", value };
}

function uuid({ state }: PickleObject): ScalarNode | undefined {
  // One that says whether it was made safely (by a clock and a lock) has a second member.
  if (!(state instanceof PickleDict) || state.keys.length !== 1) return undefined;
  const value = state.values[state.keys.indexOf("int")];
  if (typeof value !== "bigint" || value < 0n || value >> 128n !== 0n) return undefined;
  const hex = value.toString(16).padStart(32, "0");
  return textScalar(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
}

function path(object: PickleObject): ScalarNode | undefined {
  const parts = argsOf(object);
  if (!parts.every((part) => typeof part === "string")) return undefined;
  // The first part keeps its root: "/" or "C:\\".
  const [root, ...rest] = parts as readonly string[];
  if (root === undefined) return textScalar(".");
  const separator = root.endsWith("\\") ? "\\" : "/";
  return textScalar(
    rest.length === 0 ? root : `${root}${root.endsWith(separator) ? "" : separator}${rest.join(separator)}`,
  );
}
