import { byteLength, findDType } from "../model/dtype.ts";
import { type ErrorDetails, FormatError, LimitError, type Place, UnsupportedError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import { ShapeTable } from "../model/shape_table.ts";
import { elementCount, type TensorNode, tensorWith } from "../model/tensor.ts";
import type { LoadContext, PlainTensorOptions } from "../plugin.ts";
import type { ByteSource } from "../source/byte_source.ts";
import { StoredTensor } from "../source/stored_tensor.ts";

/** What a plugin's requests end in. */
export interface ContextServices {
  readonly limits: Limits;
  readonly file: string;
  sibling(name: string): Promise<ByteSource>;
  /** `file` is the one that the note is about: the file itself, or a sibling. */
  note(reason: string, place: Place | undefined, file: string): void;
}

/** The context in which a plugin loads one file. */
export function createContext(services: ContextServices): LoadContext {
  return contextOf(services.file, services, new ShapeTable());
}

function contextOf(file: string, services: ContextServices, shapes: ShapeTable): LoadContext {
  const { limits } = services;
  const details = (place?: Place): ErrorDetails => ({ file, ...(place ? { place } : {}) });
  return {
    limits,
    file,
    sibling: (name) => services.sibling(name),
    within: ({ name }) => contextOf(name, services, shapes),
    note: (reason, place) => services.note(reason, place, file),
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
    tensor(options) {
      const problem = shapeProblem(options.shape, limits) ?? lengthProblem(options);
      if (problem !== undefined) throw new FormatError(problem, details({ path: options.source.name }));
      return tensorOf({ ...options, shape: shapes.share(options.shape) });
    },
  };
}

function tensorOf({ dtype, shape, source, offset = 0, storageId, quantization }: PlainTensorOptions): TensorNode {
  const tensor = new StoredTensor(dtype, shape, source, offset);
  if (storageId === undefined && quantization === undefined) return tensor;
  return tensorWith(tensor, {
    ...(storageId === undefined ? {} : { storageId }),
    ...(quantization ? { quantization } : {}),
  });
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

function lengthProblem({ dtype, shape, source, offset }: PlainTensorOptions): string | undefined {
  const needed = byteLength(dtype, elementCount(shape)), stored = source.size - (offset ?? 0);
  if (offset === undefined ? needed === stored : offset >= 0 && needed <= stored) return undefined;
  const where = offset === undefined ? "" : ` from byte ${offset} on`;
  return `${dtype.name} of shape [${shape.join(", ")}] takes ${needed} bytes${where}, but ${stored} are stored`;
}
