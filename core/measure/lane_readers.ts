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

/** Copies through a typed array: the platforms that Deno runs on are little-endian. */
function native(type: TypedArrayType): LaneReader {
  return (view, count, into) => {
    if (view.byteOffset % type.BYTES_PER_ELEMENT === 0) return into.set(new type(view.buffer, view.byteOffset, count));
    const bytes = count * type.BYTES_PER_ELEMENT;
    into.set(new type(view.buffer.slice(view.byteOffset, view.byteOffset + bytes), 0, count));
  };
}

/** Looks each code of `bits` bits up in a table of values. */
function coded(bits: number, table: Float64Array): LaneReader {
  const mask = (1 << bits) - 1;
  if (bits === 16) {
    return (view, count, into) => {
      for (let i = 0; i < count; i++) into[i] = table[view.getUint16(i * 2, true)]!;
    };
  }
  if (bits === 8) {
    return (view, count, into) => {
      for (let i = 0; i < count; i++) into[i] = table[view.getUint8(i)]!;
    };
  }
  return (view, count, into) => {
    for (let i = 0, bit = 0; i < count; i++, bit += bits) {
      const byte = bit >> 3;
      const next = byte + 1 < view.byteLength ? view.getUint8(byte + 1) : 0;
      into[i] = table[(view.getUint8(byte) | next << 8) >> (bit & 7) & mask]!;
    }
  };
}

function identityTable(bits: number): Float64Array {
  return Float64Array.from({ length: 1 << bits }, (_, code) => code);
}

/** x86's 80-bit extended number in 16 bytes: 64 bits of significand, 15 of exponent, a sign. Rounded to float64. */
function readExtended(view: DataView, count: number, into: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const significand = view.getBigUint64(i * 16, true);
    const top = view.getUint16(i * 16 + 8, true);
    const sign = top & 0x8000 ? -1 : 1;
    const exponent = top & 0x7fff;
    if (exponent === 0x7fff) into[i] = significand << 1n & (1n << 64n) - 1n ? NaN : sign * Infinity;
    else into[i] = sign * scaleByPower(Number(significand), (exponent || 1) - 16383 - 63);
  }
}

/** value * 2^exponent in two steps, so that the power alone does not overflow or vanish. */
function scaleByPower(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

const wide = (get: "getBigInt64" | "getBigUint64"): LaneReader => (view, count, into) => {
  for (let i = 0; i < count; i++) into[i] = Number(view[get](i * 8, true));
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
  int64: wide("getBigInt64"),
  uint64: wide("getBigUint64"),
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
