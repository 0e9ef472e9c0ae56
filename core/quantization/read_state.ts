import type { PackedState } from "../model/quantized_layer.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";

/** A state is some hundred bytes long. */
const MOST_BYTES = 65536;

/**
 * What bitsandbytes' `quant_state` says: JSON in a tensor of bytes
 * (`QuantState.as_dict(packed=True)`). `null` for one without data, or that says something else.
 */
export async function readState({ dtype, shape, data }: TensorNode): Promise<PackedState | null> {
  const size = elementCount(shape);
  if (data === null || dtype.name !== "uint8" || size > MOST_BYTES) return null;
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const block of data.blocks(MOST_BYTES)) {
    bytes.set(block, at);
    at += block.length;
  }
  try {
    return stateOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null; // not JSON
  }
}

function stateOf(value: unknown): PackedState | null {
  if (typeof value !== "object" || value === null) return null;
  const { shape, blocksize, nested_blocksize, nested_offset } = value as Record<string, unknown>;
  if (!Array.isArray(shape) || shape.length > 8 || !shape.every(isSize) || !isSize(blocksize)) return null;
  if (nested_blocksize === undefined) return { shape, blockSize: blocksize, nested: null };
  if (!isSize(nested_blocksize) || typeof nested_offset !== "number") return null;
  return { shape, blockSize: blocksize, nested: { blockSize: nested_blocksize, offset: nested_offset } };
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
