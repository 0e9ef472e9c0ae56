import { byteLength, findDType } from "../model/dtype.ts";
import { type ErrorDetails, FormatError, LimitError, type Place, UnsupportedError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { LoadContext, PlainTensorOptions } from "../plugin.ts";
import type { ByteSource } from "../source/byte_source.ts";
import { plainData } from "../source/plain_data.ts";

/** What a plugin's requests end in. */
export interface ContextServices {
  readonly limits: Limits;
  readonly file: string;
  sibling(name: string): Promise<ByteSource>;
  note(reason: string, place?: Place): void;
}

/** The context in which a plugin loads one file. */
export function createContext({ limits, file, sibling, note }: ContextServices): LoadContext {
  const details = (place?: Place): ErrorDetails => ({ file, ...(place ? { place } : {}) });
  const context: LoadContext = {
    limits,
    file,
    sibling,
    note,
    fail(reason, place) {
      throw new FormatError(reason, details(place));
    },
    unsupported(reason, place) {
      throw new UnsupportedError(reason, details(place));
    },
    exceeds(reason, place) {
      throw new LimitError(reason, details(place));
    },
    dtype: findDType,
    tensor: createTensorMaker(limits, file),
  };
  return context;
}

/** Makes tensors of one file; each that names no storage has its own. */
function createTensorMaker(limits: Limits, file: string): (options: PlainTensorOptions) => TensorNode {
  let made = 0;
  return ({ dtype, shape, source, storageId = `tensor ${made}`, quantization }) => {
    made++;
    const problem = shapeProblem(shape, limits) ?? lengthProblem(dtype, shape, source.size);
    if (problem !== undefined) throw new FormatError(problem, { file, place: { path: source.name } });
    return {
      kind: "tensor",
      dtype,
      shape,
      storageId,
      data: plainData(source),
      ...(quantization ? { quantization } : {}),
    };
  };
}

/** What is wrong with a shape, as a clause; `undefined` if nothing is. */
export function shapeProblem(shape: readonly number[], limits: Pick<Limits, "dimensions">): string | undefined {
  if (shape.length > limits.dimensions) {
    return `its shape has ${shape.length} dimensions, more than ${limits.dimensions}`;
  }
  const wrong = shape.findIndex((size) => !Number.isSafeInteger(size) || size < 0);
  if (wrong >= 0) return `its shape has the dimension ${shape[wrong]}`;
  if (!Number.isSafeInteger(elementCount(shape))) return `its shape [${shape.join(", ")}] has too many elements`;
  return undefined;
}

function lengthProblem(
  dtype: PlainTensorOptions["dtype"],
  shape: readonly number[],
  stored: number,
): string | undefined {
  const needed = byteLength(dtype, elementCount(shape));
  if (needed === stored) return undefined;
  return `${dtype.name} of shape [${shape.join(", ")}] takes ${needed} bytes, but ${stored} are stored`;
}
