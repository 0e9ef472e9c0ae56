import { nearNormal } from "./near_normal.ts";
import { safetensorsHead, type TensorLayout, writeAll } from "./safetensors_writer.ts";

const SEED = 4;

/** As in an initialised transformer. */
const WEIGHT_STD = 0.02;

/** As after some steps of fine-tuning. */
const STEP_STD = 2e-4;

/** Of four tensors, one is frozen. */
const FROZEN = 4;

const BLOCK_ELEMENTS = 1024 * 1024;

/** Writes two files of weights: three quarters of the tensors of `newPath` have moved by a step. */
export function writeWeightsPair(oldPath: string, newPath: string, layout: TensorLayout): void {
  const random = nearNormal(SEED), head = safetensorsHead(layout);
  const elements = layout.shape.reduce((product, length) => product * length, 1);
  using old = Deno.openSync(oldPath, { write: true, createNew: true });
  using fresh = Deno.openSync(newPath, { write: true, createNew: true });
  for (const file of [old, fresh]) writeAll(file, head);
  const weights = new Float32Array(Math.min(BLOCK_ELEMENTS, elements)), steps = weights.slice();
  for (let tensor = 0; tensor < layout.tensors; tensor++) {
    const moves = tensor % FROZEN !== FROZEN - 1;
    for (let left = elements; left > 0; left -= weights.length) {
      const values = weights.subarray(0, left), step = steps.subarray(0, left);
      random.fill(values, WEIGHT_STD);
      writeAll(old, encode(values, layout));
      if (moves) addStep(values, step, random);
      writeAll(fresh, encode(values, layout));
    }
  }
}

function addStep(values: Float32Array, step: Float32Array, random: ReturnType<typeof nearNormal>): void {
  random.fill(step, STEP_STD);
  for (let i = 0; i < values.length; i++) values[i]! += step[i]!;
}

/** The bytes of float32 or, as its upper half, of bfloat16. */
function encode(values: Float32Array<ArrayBuffer>, { dtype }: TensorLayout): Uint8Array {
  if (dtype === "F32") return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const upper = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) upper[i] = bits[i]! >>> 16;
  return new Uint8Array(upper.buffer);
}
