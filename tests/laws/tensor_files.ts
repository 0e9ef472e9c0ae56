import { buildZip } from "../core/source/build_zip.ts";

/** A tensor to write: elements in C order, little-endian. */
export interface TensorSpec {
  readonly name: string;
  readonly dtype: keyof typeof DTYPES;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Types that both formats have: their name in safetensors and in NumPy, and bytes of an element. */
export const DTYPES = {
  float64: ["F64", "<f8", 8],
  float32: ["F32", "<f4", 4],
  float16: ["F16", "<f2", 2],
  int64: ["I64", "<i8", 8],
  uint16: ["U16", "<u2", 2],
  int8: ["I8", "|i1", 1],
  bool: ["BOOL", "|b1", 1],
} as const;

const encoder = new TextEncoder();

/** The tensors as a safetensors file, in this order, with metadata where it is given. */
export function writeSafetensors(
  tensors: readonly TensorSpec[],
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  let offset = 0;
  const entries = tensors.map(({ name, dtype, shape, bytes }) => {
    const entry = { dtype: DTYPES[dtype][0], shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
    return [name, entry];
  });
  const header = encoder.encode(
    JSON.stringify({ ...(metadata ? { __metadata__: metadata } : {}), ...Object.fromEntries(entries) }),
  );
  const size = new Uint8Array(new BigUint64Array([BigInt(header.length)]).buffer);
  return concatenate([size, header, ...tensors.map(({ bytes }) => bytes)]);
}

/** One tensor as a `.npy` file. */
function writeNpy({ dtype, shape, bytes }: TensorSpec): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${DTYPES[dtype][1]}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
  const prefix = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8];
  return concatenate([new Uint8Array(prefix), encoder.encode(padded), bytes]);
}

/** The tensors as a `.npz` file, stored or deflated. */
export function writeNpz(tensors: readonly TensorSpec[], deflated: boolean): Uint8Array {
  return buildZip(tensors.map((tensor) => ({
    name: `${tensor.name}.npy`,
    content: writeNpy(tensor),
    method: deflated ? 8 : 0,
  })));
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
