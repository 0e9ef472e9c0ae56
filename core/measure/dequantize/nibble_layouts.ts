import type { NibbleLayout, QuantizedLayer } from "../../model/quantized_layer.ts";
import { elementCount, type TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";
import { readNumbers } from "../read_numbers.ts";
import type { NibbleMeaning, NibbleParts } from "./nibble_data.ts";

/** The 16 values of E2M1: sign, two bits of exponent, one of mantissa (OCP Microscaling Formats 1.0). */
export const E2M1: readonly number[] = [0, 0.5, 1, 1.5, 2, 3, 4, 6, -0, -0.5, -1, -1.5, -2, -3, -4, -6];

/** Elements that share a scale where the format says so. */
const BLOCK_SIZES: Readonly<Record<Exclude<NibbleLayout, "bitsandbytes">, number>> = {
  mxfp4: 32,
  nvfp4: 16,
  nvfp4_inverse: 16,
};

/**
 * A layer's codes of four bits, or the reason why they cannot be read.
 * bitsandbytes (`quantize_4bit`) flattens the weight, has the first element in
 * the upper half of a byte and a table of 16 values; MXFP4 (gpt-oss) and NVFP4
 * (TensorRT Model Optimizer, compressed-tensors) have E2M1 codes, the first in
 * the lower half.
 */
export function nibbleParts(layer: QuantizedLayer, layout: NibbleLayout, file: string): NibbleParts | string {
  const { parts, elements, state } = layer, { packed, scales } = parts;
  const blockSize = layout === "bitsandbytes" ? state?.blockSize : BLOCK_SIZES[layout];
  if (elements === null || blockSize === undefined) return "its tensors do not tell how many elements share a scale";
  if (blockSize % 2 !== 0) return "an odd number of elements shares a scale";
  const blocks = Math.ceil(elements / blockSize);
  if (elementCount(scales!.shape) !== blocks || scales!.dtype.bits % 8 !== 0 || !lanesOf(scales!)) {
    return "its scales fit no blocks of its weight";
  }
  if (!hasTables(layer, blocks)) return "its tables have not as many entries as it takes";
  const isHighFirst = layout === "bitsandbytes";
  const readMeaning = () => MEANINGS[layout](layer, file);
  return { packed, scales: scales!, elements, blockSize, isHighFirst, readMeaning, file };
}

/** Whether the tensors beside codes and scales have as many elements as are looked up in them. */
function hasTables({ parts: { codes, global, nested_codes, nested_scales }, state }: QuantizedLayer, blocks: number) {
  const holds = (node: TensorNode | undefined, count: number) => node && elementCount(node.shape) === count;
  if (global) return holds(global, 1);
  if (codes && !holds(codes, E2M1.length)) return false;
  if (!state?.nested) return true;
  return holds(nested_codes, 256) && holds(nested_scales, Math.ceil(blocks / state.nested.blockSize));
}

const MEANINGS: Readonly<Record<NibbleLayout, (layer: QuantizedLayer, file: string) => Promise<NibbleMeaning>>> = {
  bitsandbytes: readBitsandbytes,
  // Scales are powers of two, stored as biased exponents in uint8 or as float8_e8m0fnu.
  mxfp4: ({ parts: { scales } }) =>
    Promise.resolve({ table: E2M1, factorOf: scales!.dtype.kind === "uint" ? powerOfTwo : (scale) => scale }),
  nvfp4: async (layer, file) => {
    const global = await readGlobal(layer, file);
    return { table: E2M1, factorOf: (scale) => scale * global };
  },
  nvfp4_inverse: async (layer, file) => {
    const global = await readGlobal(layer, file);
    return { table: E2M1, factorOf: (scale) => scale / global };
  },
};

/** E8M0: 2^(code - 127), NaN where all bits are one. */
function powerOfTwo(code: number): number {
  return code === 255 ? NaN : 2 ** (code - 127);
}

async function readGlobal({ parts: { global } }: QuantizedLayer, file: string): Promise<number> {
  return (await readNumbers(global!, "scales", file))[0]!;
}

/** Scales that are quantized themselves become float32 as bitsandbytes computes them. */
async function readBitsandbytes({ parts, state }: QuantizedLayer, file: string): Promise<NibbleMeaning> {
  const table = await readNumbers(parts.codes!, "codes", file);
  if (!state?.nested) return { table, factorOf: (scale) => scale };
  const { blockSize, offset } = state.nested;
  const entries = await readNumbers(parts.nested_codes!, "codes", file);
  const outer = await readNumbers(parts.nested_scales!, "scales", file);
  return {
    table,
    factorOf: (code, block) =>
      Math.fround(Math.fround(entries[code]! * outer[Math.floor(block / blockSize)]!) + Math.fround(offset)),
  };
}
