import { quote } from "../../core/model/escape.ts";
import type { Limits } from "../../core/model/limits.ts";
import { elementCount } from "../../core/model/tensor.ts";
import { decodeLatin1 } from "../pickle/text.ts";
import { isLiteralError, type Literal, type LiteralDict, parseLiteral } from "./literal.ts";
import { isNpyHead } from "./npy_head.ts";
import { failNpy, limitNpy, type NpyInput, refuseNpy } from "./npy_input.ts";

/** What an .npy file says of its array. */
export interface NpyHeader {
  /** `1.0`, `2.0` or `3.0`. */
  readonly version: string;
  /** The element type as NumPy describes it. */
  readonly descr: Literal;
  readonly order: "C" | "Fortran";
  readonly shape: readonly number[];
  /** First byte of the dictionary, for messages. */
  readonly headerStart: number;
  /** First byte of the data. */
  readonly dataStart: number;
}

const KEYS = ["descr", "fortran_order", "shape"] as const;
/** Magic, version and the longer of the two length fields. */
const PREFIX_BYTES = 12;
/** What is read at first: the whole header of all but structured types with many fields. */
const FIRST_BYTES = 1024;

/** Reads and checks the header of an .npy file. */
export async function readNpyHeader(
  input: NpyInput,
  limits: Pick<Limits, "headerBytes" | "depth" | "dimensions">,
): Promise<NpyHeader> {
  let head = await input.head(Math.min(FIRST_BYTES, input.size));
  const { version, headerStart, dataStart } = readPrefix(head, input);
  if (dataStart > input.size) {
    failNpy(input, `its header is said to end at byte ${dataStart}, but the file has ${input.size} bytes`, 8);
  }
  if (dataStart - headerStart > limits.headerBytes) {
    limitNpy(input, `its header has ${dataStart - headerStart} bytes, more than ${limits.headerBytes}`, 8);
  }
  if (dataStart > head.length) head = await input.head(dataStart);
  const text = decodeHeader(head.subarray(headerStart, dataStart), version, headerStart, input);
  const fields = parseFields(text, headerStart, limits, input);
  const [descr, fortranOrder, shape] = KEYS.map((key) => fields.entries.get(key)!);
  if (typeof fortranOrder !== "boolean") failNpy(input, "its fortran_order is neither True nor False", headerStart);
  return {
    version,
    descr: descr!,
    order: fortranOrder ? "Fortran" : "C",
    shape: readShape(shape!, headerStart, limits, input),
    headerStart,
    dataStart,
  };
}

function readPrefix(head: Uint8Array, input: NpyInput): Pick<NpyHeader, "version" | "headerStart" | "dataStart"> {
  if (!isNpyHead(head)) failNpy(input, "it does not start as an .npy file does", 0);
  if (head.length < PREFIX_BYTES) {
    failNpy(input, `its header is cut off: the file has ${input.size} bytes`, head.length);
  }
  const version = `${head[6]}.${head[7]}`;
  if (!["1.0", "2.0", "3.0"].includes(version)) refuseNpy(input, `version ${version} of the format is unknown`, 6);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const [headerStart, length] = version === "1.0" ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  return { version, headerStart, dataStart: headerStart + length };
}

function decodeHeader(bytes: Uint8Array, version: string, offset: number, input: NpyInput): string {
  // Versions 1 and 2 are in Latin-1; TextDecoder reads that label as Windows-1252.
  if (version !== "3.0") return decodeLatin1(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return failNpy(input, "its header is not valid UTF-8", offset);
  }
}

function parseFields(text: string, offset: number, { depth }: Pick<Limits, "depth">, input: NpyInput): LiteralDict {
  const literal = parseLiteral(text, depth);
  if (isLiteralError(literal)) {
    return failNpy(input, `its header cannot be read: ${literal.error}`, offset + literal.index);
  }
  if (typeof literal !== "object" || literal?.kind !== "dict") {
    return failNpy(input, "its header is not a dictionary", offset);
  }
  for (const key of KEYS) if (!literal.entries.has(key)) failNpy(input, `its header has no ${quote(key)}`, offset);
  for (const key of literal.entries.keys()) {
    if (!KEYS.some((known) => known === key)) failNpy(input, `its header has the unknown key ${quote(key)}`, offset);
  }
  return literal;
}

function readShape(
  shape: Literal,
  offset: number,
  { dimensions }: Pick<Limits, "dimensions">,
  input: NpyInput,
): readonly number[] {
  if (typeof shape !== "object" || shape?.kind !== "tuple") return failNpy(input, "its shape is not a tuple", offset);
  const { items } = shape;
  if (items.length > dimensions) {
    limitNpy(input, `its shape has ${items.length} dimensions, more than ${dimensions}`, offset);
  }
  const isCounts = (values: readonly Literal[]): values is readonly number[] =>
    values.every((item) => Number.isSafeInteger(item) && (item as number) >= 0);
  if (!isCounts(items)) return failNpy(input, "its shape is not a tuple of counts", offset);
  if (!Number.isSafeInteger(elementCount(items))) {
    failNpy(input, `its shape [${items.join(", ")}] has more elements than can be counted`, offset);
  }
  return items;
}
