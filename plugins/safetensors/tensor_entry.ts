import type { DType } from "../../core/model/dtype.ts";
import { quote } from "../../core/model/escape.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { DTYPE_NAMES } from "./dtypes.ts";
import { isObject } from "./parse_object.ts";

/** What a header says of one tensor; offsets count from the end of the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Checks what a header says of one tensor, its size included.
 *
 * @throws {FormatError} if something is missing or contradicts the rest.
 * @throws {UnsupportedError} if the element type is unknown.
 */
export function readTensorEntry(name: string, info: unknown, context: LoadContext): TensorEntry {
  const place = { path: name };
  if (!isObject(info)) return context.fail("its entry in the header is not an object", place);
  const { dtype: dtypeName, shape, data_offsets: offsets } = info;
  if (typeof dtypeName !== "string") return context.fail("it has no dtype", place);
  if (!isCounts(shape)) return context.fail("its shape is not a list of counts", place);
  if (!isCounts(offsets) || offsets.length !== 2) return context.fail("its data_offsets are not two counts", place);
  const dtype = context.dtype(DTYPE_NAMES.get(dtypeName) ?? "");
  if (!dtype) return context.unsupported(`its dtype ${quote(dtypeName)} is unknown`, place);
  if (shape.length > context.limits.dimensions) {
    context.exceeds(`it has ${shape.length} dimensions, more than ${context.limits.dimensions}`, place);
  }
  const [start, end] = offsets as [number, number];
  if (end < start) context.fail(`its data end at byte ${end} before they start at byte ${start}`, place);
  checkLength(name, dtype, shape, end - start, context);
  return { name, dtype, shape, start, end };
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function checkLength(
  name: string,
  dtype: DType,
  shape: readonly number[],
  length: number,
  context: LoadContext,
): void {
  let elements = 1;
  for (const size of shape) {
    elements *= size;
    if (!Number.isSafeInteger(elements * dtype.bits)) {
      context.fail(`its shape [${shape.join(", ")}] has more elements than can be counted`, { path: name });
    }
  }
  const text = `its shape [${shape.join(", ")}] of ${dtype.name}`;
  const bytes = elements * dtype.bits / 8;
  if (!Number.isInteger(bytes)) context.fail(`${text} does not end with a whole byte`, { path: name });
  if (bytes !== length) {
    context.fail(`${text} takes ${bytes} bytes, but its data_offsets give it ${length}`, { path: name });
  }
}
