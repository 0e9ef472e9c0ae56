import { LONGEST_NUMBER } from "../../core/model/decimal.ts";
import { floatScalar } from "../../core/model/number_scalar.ts";
import { integerScalar, type ScalarNode, type ScalarType } from "../../core/model/scalar.ts";

/** A kind of scalar that is told by its spelling. */
interface PlainForm {
  readonly type: ScalarType;
  readonly pattern: RegExp;
  read(text: string): ScalarNode | null;
}

/**
 * What texts without quotes stand for, the first that fits: the core schema of
 * YAML 1.2, and what is a number or a date in YAML 1.1 and in it a text
 * (`017`, `1_000`, `0b11`). `yes`, `on` and sexagesimals stay texts.
 */
const PLAIN_FORMS: readonly PlainForm[] = [
  { type: "null", pattern: /^(?:~|null|Null|NULL)?$/, read: () => ({ kind: "scalar", type: "null", value: null }) },
  {
    type: "bool",
    pattern: /^(?:true|True|TRUE|false|False|FALSE)$/,
    read: (text) => ({ kind: "scalar", type: "bool", value: /^t/i.test(text) }),
  },
  { type: "int", pattern: /^[-+]?(?:0|[1-9][\d_]*)$/, read: (text) => readInteger(text, "") },
  { type: "int", pattern: /^[-+]?0o?[0-7_]+$/, read: (text) => readInteger(text.replace(/0o?/, ""), "0o") },
  { type: "int", pattern: /^[-+]?0x[\da-fA-F_]+$/, read: (text) => readInteger(text.replace("0x", ""), "0x") },
  { type: "int", pattern: /^[-+]?0b[01_]+$/, read: (text) => readInteger(text.replace("0b", ""), "0b") },
  {
    type: "float",
    pattern: /^[-+]?(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?$|^[-+]?\d[\d_]*[eE][-+]?\d+$/,
    read: (text) => floatScalar(text.replaceAll("_", "")),
  },
  {
    type: "float",
    pattern: /^[-+]?\.(?:inf|Inf|INF)$/,
    read: (text) => special(text[0] === "-" ? -Infinity : Infinity),
  },
  { type: "float", pattern: /^\.(?:nan|NaN|NAN)$/, read: () => special(NaN) },
  { type: "datetime", pattern: /^\d{4}-\d\d-\d\d$/, read: (text) => datetime(text, text) },
  {
    type: "datetime",
    pattern: /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?$/,
    read: readTimestamp,
  },
];

/**
 * The value of a text without quotes and tag; a text where no form fits.
 *
 * @example
 * ```ts
 * import { readPlain } from "./plain_scalar.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(readPlain("1e-4"), { kind: "scalar", type: "float", value: 0.0001 });
 * assertEquals(readPlain("yes"), { kind: "scalar", type: "string", value: "yes" });
 * ```
 */
export function readPlain(text: string): ScalarNode {
  return readForm(text, () => true) ?? { kind: "scalar", type: "string", value: text };
}

/** The value of a text as one of some types; `null` if it is not spelled so. */
export function readAs(text: string, ...types: readonly ScalarType[]): ScalarNode | null {
  return readForm(text, (type) => types.includes(type));
}

function readForm(text: string, isWanted: (type: ScalarType) => boolean): ScalarNode | null {
  if (text.length > LONGEST_NUMBER || !START.test(text)) return null;
  for (const { type, pattern, read } of PLAIN_FORMS) {
    const node = isWanted(type) && pattern.test(text) ? read(text) : null;
    if (node !== null) return node;
  }
  return null;
}

/** What all forms start with; most texts do not. */
const START = /^(?:$|[-+.\d~nNtTfF])/;

/** An integer of digits with a sign; `null` if it has no digit. */
function readInteger(signed: string, prefix: "" | "0o" | "0x" | "0b"): ScalarNode | null {
  const digits = signed.replace(/^[-+]/, "").replaceAll("_", "");
  if (digits === "") return null;
  const size = BigInt(prefix + digits);
  return integerScalar(signed[0] === "-" ? -size : size);
}

function special(value: number): ScalarNode {
  return { kind: "scalar", type: "float", value };
}

/** Also checks that the day exists. */
function datetime(value: string, day: string): ScalarNode | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  return exists ? { kind: "scalar", type: "datetime", value } : null;
}

/** A time in ISO 8601: two digits each, "T" between day and time, the fraction without zeros at its end, "Z" for UTC. */
function readTimestamp(text: string): ScalarNode | null {
  const [, year, month, day, hour, minute, second, fraction = "", zone = ""] = TIMESTAMP.exec(text)!;
  const date = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const kept = fraction.replace(/0+$/, "");
  const time = `${hour!.padStart(2, "0")}:${minute}:${second}${kept && `.${kept}`}`;
  return datetime(`${date}T${time}${isoZone(zone)}`, date);
}

const TIMESTAMP = /^(\d{4})-(\d+)-(\d+)[Tt \t]+(\d+):(\d+):(\d+)(?:\.(\d*))?[ \t]*(.*)$/;

function isoZone(zone: string): string {
  if (zone === "" || zone === "Z") return zone;
  const [, sign, hours, minutes = "00"] = /^([-+])(\d\d?):?(\d\d)?$/.exec(zone)!;
  const offset = `${hours!.padStart(2, "0")}:${minutes}`;
  return offset === "00:00" ? "Z" : `${sign}${offset}`;
}
