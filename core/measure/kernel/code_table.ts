import type { TensorNode } from "../../model/tensor.ts";
import { lanesOf } from "../lanes.ts";

const CODES = Uint8Array.from({ length: 256 }, (_, code) => code);

/** The value of each of the 256 codes of an 8-bit type, by the readers of the plain pass. */
export function codeTable(tensor: Pick<TensorNode, "dtype" | "shape">): Float32Array {
  const values = new Float64Array(CODES.length);
  lanesOf(tensor)!.read(CODES, 0, CODES.length, values);
  return Float32Array.from(values);
}
