import { byteLength } from "../model/dtype.ts";
import { sameShape } from "../model/same_shape.ts";
import { elementCount, type TensorNode, tensorWith } from "../model/tensor.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import { plainData } from "../source/plain_data.ts";

/** The leading rows that both sides of a resized tensor have. */
export interface LeadingRowsTask {
  /** The resized tensor. */
  readonly task: TensorTask;
  readonly path: string;
  readonly rows: number;
  /** The rows alone, of one shape. */
  readonly old: TensorNode;
  readonly new: TensorNode;
}

/**
 * The rows that both sides have of a tensor of which only the first axis has
 * another size, as of an embedding that got tokens or a head that lost classes;
 * `null` for any other tensor, and for one whose rows do not lie at the front of
 * its bytes.
 *
 * @example
 * ```ts
 * import { leadingRows } from "./leading_rows.ts";
 * import { dtype } from "../model/dtype.ts";
 * import { plainData } from "../source/plain_data.ts";
 * import { createMemorySource } from "../source/memory.ts";
 * import { assertEquals } from "@std/assert";
 * const rows = (count: number) => ({
 *   kind: "tensor",
 *   dtype: dtype("uint8"),
 *   shape: [count, 2],
 *   data: plainData(createMemorySource("a", new Uint8Array(2 * count))),
 * } as const);
 * const task = { path: "wte", keys: ["wte"], role: "parameter", change: "reshaped", old: rows(3), new: rows(5) } as const;
 * assertEquals(leadingRows(task)?.new.shape, [3, 2]);
 * ```
 */
export function leadingRows(task: TensorTask): LeadingRowsTask | null {
  const { path, old, new: fresh } = task;
  if (!old || !fresh || old.dtype.kind !== fresh.dtype.kind) return null;
  const rows = Math.min(old.shape[0] ?? 0, fresh.shape[0] ?? 0);
  const before = cutRows(old, rows), after = cutRows(fresh, rows);
  if (!before || !after || !sameShape(before, after) || elementCount(before.shape) === 0) return null;
  return { task, path, rows, old: before, new: after };
}

function cutRows(tensor: TensorNode, rows: number): TensorNode | null {
  const { dtype, shape: [, ...row], data, quantization } = tensor, plain = data?.plain;
  const shape = [rows, ...row], elements = elementCount(shape);
  // The last byte would hold elements of the next row, too.
  if (!plain || (elements * dtype.bits) % 8 !== 0) return null;
  return tensorWith(tensor, {
    shape,
    data: plainData(plain, 0, byteLength(dtype, elements)),
    ...(quantization?.axis === 0
      ? {
        quantization: {
          ...quantization,
          scales: quantization.scales.slice(0, rows),
          zeroPoints: quantization.zeroPoints.slice(0, rows),
        },
      }
      : {}),
  });
}
