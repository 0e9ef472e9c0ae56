/** Tensors of one type and shape, named `layers.N.weight`. */
export interface TensorLayout {
  readonly dtype: "F32" | "BF16";
  readonly shape: readonly number[];
  readonly tensors: number;
}

const ITEM_BYTES = { F32: 4, BF16: 2 } as const;

/** Bytes of one tensor of a layout. */
export function tensorBytes({ dtype, shape }: TensorLayout): number {
  return shape.reduce((product, length) => product * length, ITEM_BYTES[dtype]);
}

/**
 * The start of a safetensors file, before its tensors' bytes.
 *
 * @example
 * ```ts
 * import { safetensorsHead } from "./safetensors_writer.ts";
 * import { assertEquals } from "@std/assert";
 * const head = safetensorsHead({ dtype: "F32", shape: [2, 3], tensors: 1 });
 * assertEquals(
 *   JSON.parse(new TextDecoder().decode(head.subarray(8))),
 *   { "layers.0.weight": { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] } },
 * );
 * ```
 */
export function safetensorsHead(layout: TensorLayout): Uint8Array<ArrayBuffer> {
  const { dtype, shape, tensors } = layout, bytes = tensorBytes(layout);
  const entries = Array.from({ length: tensors }, (_, i) => [
    `layers.${i}.weight`,
    { dtype, shape, data_offsets: [i * bytes, (i + 1) * bytes] },
  ]);
  const json = JSON.stringify(Object.fromEntries(entries));
  // Padded as the reference writer does it, so that the tensors are aligned.
  const header = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const head = new Uint8Array(8 + header.length);
  new DataView(head.buffer).setBigUint64(0, BigInt(header.length), true);
  head.set(header, 8);
  return head;
}

/** Writes all of `bytes`. */
export function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
}
