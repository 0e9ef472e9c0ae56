import { readExtended } from "./extended.ts";
import { MINIFLOATS, minifloatTable } from "./minifloat.ts";

/** Decodes `count` numbers from the start of a view, little-endian, to float64. */
export type LaneReader = (view: DataView, count: number, into: Float64Array) => void;

type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;
type TypedArrayType = {
  new (buffer: ArrayBufferLike, offset: number, length: number): TypedArray;
  readonly BYTES_PER_ELEMENT: number;
};

/** A view's first `count` numbers as a typed array: the platforms that Deno runs on are little-endian. */
function words(type: TypedArrayType, view: DataView, count: number): TypedArray {
  if (view.byteOffset % type.BYTES_PER_ELEMENT === 0) return new type(view.buffer, view.byteOffset, count);
  const bytes = count * type.BYTES_PER_ELEMENT;
  return new type(view.buffer.slice(view.byteOffset, view.byteOffset + bytes), 0, count);
}

/** Copies through a typed array. */
function native(type: TypedArrayType): LaneReader {
  return (view, count, into) => into.set(words(type, view, count));
}

/** Looks each code of `bits` bits up in a table of values. */
function coded(bits: number, table: Float64Array): LaneReader {
  if (bits === 16) {
    return (view, count, into) => {
      const codes = words(Uint16Array, view, count);
      for (let i = 0; i < count; i++) into[i] = table[codes[i]!]!;
    };
  }
  if (bits === 8) {
    return (view, count, into) => {
      for (let i = 0; i < count; i++) into[i] = table[view.getUint8(i)]!;
    };
  }
  return (view, count, into) => {
    for (let i = 0; i < count; i++) into[i] = table[readCode(view, i, bits)]!;
  };
}

/** The code of element `index` among packed codes of fewer than 8 bits, the first in the lowest bits. */
export function readCode(view: DataView, index: number, bits: number): number {
  const bit = index * bits, byte = bit >> 3;
  const next = byte + 1 < view.byteLength ? view.getUint8(byte + 1) : 0;
  return (view.getUint8(byte) | next << 8) >> (bit & 7) & ((1 << bits) - 1);
}

function identityTable(bits: number): Float64Array {
  return Float64Array.from({ length: 1 << bits }, (_, code) => code);
}

/** A 64-bit integer from its halves: the upper one times 2^32 is exact, so that the sum rounds once, to the nearest. */
const wide = (upper: "getInt32" | "getUint32"): LaneReader => (view, count, into) => {
  for (let i = 0; i < count; i++) into[i] = view[upper](i * 8 + 4, true) * 2 ** 32 + view.getUint32(i * 8, true);
};

function minifloats(): Record<string, LaneReader> {
  const readers: Record<string, LaneReader> = {};
  for (const format of MINIFLOATS) {
    let table: Float64Array | undefined; // made at the first use: 65,536 entries for 16 bits
    readers[format.name] = (view, count, into) => {
      table ??= minifloatTable(format);
      coded(format.bits, table)(view, count, into);
    };
  }
  return readers;
}

/** A reader for each stored type; complex numbers are read as pairs of their component. */
export const LANE_READERS: Readonly<Record<string, LaneReader | undefined>> = {
  ...minifloats(),
  float64: native(Float64Array),
  float32: native(Float32Array),
  float128: readExtended,
  int64: wide("getInt32"),
  uint64: wide("getUint32"),
  int32: native(Int32Array),
  uint32: native(Uint32Array),
  int16: native(Int16Array),
  uint16: native(Uint16Array),
  int8: native(Int8Array),
  uint8: native(Uint8Array),
  bool: (view, count, into) => {
    for (let i = 0; i < count; i++) into[i] = view.getUint8(i) === 0 ? 0 : 1;
  },
  uint4: coded(4, identityTable(4)),
  uint2: coded(2, identityTable(2)),
  complex32: (view, count, into) => LANE_READERS.float16!(view, count, into),
  complex64: native(Float32Array),
  complex128: native(Float64Array),
  complex256: readExtended,
};
