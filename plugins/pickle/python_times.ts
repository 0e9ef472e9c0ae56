import type { ScalarNode } from "../../core/model/scalar.ts";
import type { ScalarReader } from "./python_scalars.ts";
import { argsOf, bytesOf, integerOf, nameOf } from "./read_args.ts";
import { PickleObject, type PickleValue } from "./value.ts";

/** Dates and times of Python's `datetime`, as ISO 8601. */
export const TIME_READERS: Readonly<Record<string, ScalarReader>> = {
  "datetime.datetime": (object) => {
    const bytes = stateBytes(object, 10), offset = offsetText(argsOf(object)[1]);
    if (!bytes || offset === undefined) return undefined;
    return moment(`${dateText(bytes)}T${timeText(bytes.subarray(4))}${offset}${foldText(bytes[2]!)}`);
  },
  "datetime.date": (object) => {
    const bytes = stateBytes(object, 4);
    return bytes && moment(dateText(bytes));
  },
  "datetime.time": (object) => {
    const bytes = stateBytes(object, 6), offset = offsetText(argsOf(object)[1]);
    return bytes && offset !== undefined ? moment(`${timeText(bytes)}${offset}${foldText(bytes[0]!)}`) : undefined;
  },
  "datetime.timedelta": (object) => {
    const text = durationText(object);
    return text === undefined ? undefined : moment(text);
  },
  "datetime.timezone": (object) => {
    const text = offsetText(object);
    return text === undefined ? undefined : moment(text);
  },
};

function moment(value: string): ScalarNode {
  return { kind: "scalar", type: "datetime", value };
}

function stateBytes(object: PickleObject, length: number): Uint8Array | undefined {
  const bytes = bytesOf(argsOf(object)[0]);
  return bytes?.length === length ? bytes : undefined;
}

function dateText(bytes: Uint8Array): string {
  return `${pad(bytes[0]! * 256 + bytes[1]!, 4)}-${pad(bytes[2]! & 0x7f)}-${pad(bytes[3]!)}`;
}

/** The first byte's top bit is `fold`: the second of two equal local times. */
function foldText(first: number): string {
  return first & 0x80 ? "[fold=1]" : "";
}

function timeText(bytes: Uint8Array): string {
  const micros = bytes[3]! * 65536 + bytes[4]! * 256 + bytes[5]!;
  return `${pad(bytes[0]! & 0x7f)}:${pad(bytes[1]!)}:${pad(bytes[2]!)}${fraction(micros)}`;
}

function durationParts(value: PickleValue | undefined): readonly number[] | undefined {
  if (!(value instanceof PickleObject) || nameOf(value.callable) !== "datetime.timedelta") return undefined;
  const parts = argsOf(value).map(integerOf);
  return parts.length === 3 && !parts.includes(undefined) ? parts as number[] : undefined;
}

function durationText(value: PickleObject): string | undefined {
  const parts = durationParts(value);
  return parts && `P${parts[0]}DT${parts[1]}${fraction(parts[2]!)}S`;
}

/** `Z`, `+02:00`, nothing for a local time; `undefined` for a zone that is not a fixed offset without a name. */
function offsetText(zone: PickleValue | undefined): string | undefined {
  if (zone === undefined || zone === null) return "";
  if (!(zone instanceof PickleObject) || nameOf(zone.callable) !== "datetime.timezone") return undefined;
  const [offset, name] = argsOf(zone);
  const parts = durationParts(offset);
  if (!parts || parts[2] !== 0 || name !== undefined) return undefined;
  const seconds = parts[0]! * 86400 + parts[1]!;
  if (seconds === 0) return "Z";
  const size = Math.abs(seconds), rest = size % 60;
  const clock = `${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}`;
  return `${seconds < 0 ? "-" : "+"}${clock}${rest === 0 ? "" : `:${pad(rest)}`}`;
}

function fraction(micros: number): string {
  return micros === 0 ? "" : `.${pad(micros, 6)}`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}
