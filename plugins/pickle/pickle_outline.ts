import { decodeLatin1 } from "./text.ts";
import { type ArgumentKind, OPCODES } from "./opcodes.ts";

/** How long an argument is: so many bytes, or the length that so many bytes give, or lines. */
type Extent =
  | { readonly kind: "fixed"; readonly bytes: number }
  | { readonly kind: "counted"; readonly bytes: 1 | 4 | 8 }
  | { readonly kind: "lines"; readonly lines: 1 | 2 };

const fixed = (bytes: number): Extent => ({ kind: "fixed", bytes });
const counted = (bytes: 1 | 4 | 8): Extent => ({ kind: "counted", bytes });

const EXTENTS: Readonly<Record<ArgumentKind, Extent>> = {
  none: fixed(0),
  uint1: fixed(1),
  uint2: fixed(2),
  int4: fixed(4),
  uint4: fixed(4),
  length8: fixed(8),
  float8: fixed(8),
  line: { kind: "lines", lines: 1 },
  two_lines: { kind: "lines", lines: 2 },
  text1: counted(1),
  text4: counted(4),
  text8: counted(8),
  string1: counted(1),
  string4: counted(4),
  bytes1: counted(1),
  bytes4: counted(4),
  bytes8: counted(8),
  long1: counted(1),
  long4: counted(4),
};

const BY_CODE: readonly (Extent | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  const opcode = OPCODES.find((each) => each.code === code);
  return opcode && EXTENTS[opcode.argument];
});

const [GET, BINGET, LONG_BINGET, STOP] = ["GET", "BINGET", "LONG_BINGET", "STOP"].map((name) =>
  OPCODES.find((opcode) => opcode.name === name)!.code
);

/** More numbers than this are not worth telling apart. */
const MOST_RECALLED = 1 << 20;

/** What looking over a pickle tells before it is run. */
export interface PickleOutline {
  /** Whether the bytes end before STOP, and with nothing that is no pickle. */
  readonly isCut: boolean;
  /**
   * The memo's numbers that are asked for again; `null`: perhaps all of them.
   * Pickles remember nearly everything that they make, and come back to little.
   */
  readonly recalled: ReadonlySet<number> | null;
}

/**
 * Looks over a pickle without running it, as far as it can be followed.
 *
 * @example
 * ```ts
 * import { outlinePickle } from "./pickle_outline.ts";
 * import { assertEquals } from "@std/assert";
 * const pickle = new TextEncoder().encode("]q\x00]q\x01h\x01. and more");
 * assertEquals(outlinePickle(pickle), { isCut: false, recalled: new Set([1]) });
 * assertEquals(outlinePickle(pickle.subarray(0, 8)).isCut, true);
 * ```
 */
export function outlinePickle(pickle: Uint8Array): PickleOutline {
  const view = new DataView(pickle.buffer, pickle.byteOffset, pickle.byteLength);
  const recalled = new Set<number>();
  const outline = (isCut: boolean) => ({ isCut, recalled: recalled.size > MOST_RECALLED ? null : recalled });
  for (let at = 0; at < pickle.length;) {
    const code = pickle[at++]!, extent = BY_CODE[code];
    if (extent === undefined || code === STOP) return outline(false);
    const end = endOf(extent, view, pickle, at);
    if (end > pickle.length) return outline(true);
    if (recalled.size <= MOST_RECALLED) {
      if (code === BINGET) recalled.add(view.getUint8(at));
      else if (code === LONG_BINGET) recalled.add(view.getUint32(at, true));
      else if (code === GET) recalled.add(Number(decodeLatin1(pickle.subarray(at, end - 1))));
    }
    at = end;
  }
  return outline(true);
}

/** Where an argument that starts at `at` ends; beyond the pickle where that ends before. */
function endOf(extent: Extent, view: DataView, pickle: Uint8Array, at: number): number {
  if (extent.kind === "fixed") return at + extent.bytes;
  if (extent.kind === "counted") {
    if (at + extent.bytes > pickle.length) return pickle.length + 1;
    return at + extent.bytes + lengthAt(view, at, extent.bytes);
  }
  for (let line = 0; line < extent.lines; line++) {
    const end = pickle.indexOf(0x0a, at);
    if (end < 0) return pickle.length + 1;
    at = end + 1;
  }
  return at;
}

// A length beyond 2^53 is beyond the pickle however it is rounded.
function lengthAt(view: DataView, at: number, bytes: 1 | 4 | 8): number {
  if (bytes === 1) return view.getUint8(at);
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
