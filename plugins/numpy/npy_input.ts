import { FormatError, LimitError, UnsupportedError } from "../../core/model/errors.ts";
import { elementCount, type TensorData } from "../../core/model/tensor.ts";
import { type ByteSource, readBytes } from "../../core/source/byte_source.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import { readStreamRange, streamRange } from "../../core/source/stream_range.ts";
import { streamedData } from "../../core/source/streamed_data.ts";
import { stridedData } from "../../core/source/strided_data.ts";
import { isContiguous, orderedStrides } from "../../core/source/strided_layout.ts";
import type { ZipMember } from "../../core/source/zip_entry.ts";
import { inflateZipMember, readZipMember } from "../../core/source/zip_member.ts";

/** Where an array's elements lie in an .npy file. */
export interface ArrayLayout {
  /** First byte of the data. */
  readonly start: number;
  readonly itemBytes: number;
  readonly shape: readonly number[];
  readonly order: "C" | "Fortran";
}

/** The bytes of an .npy file: a file, or a member of an archive. */
export interface NpyInput {
  readonly name: string;
  readonly size: number;
  /** The member's name, if it is one of an archive. */
  readonly member?: string;
  /** The first `length` bytes, which the caller has checked against the size. */
  head(length: number): Promise<Uint8Array>;
  /** All bytes, which the caller has checked against a limit. */
  whole(): Promise<Uint8Array>;
  /** The elements, which the caller has checked to be there. */
  elements(layout: ArrayLayout): TensorData;
}

/** A file, or a stored member: random access. */
export function storedInput(source: ByteSource, member?: string): NpyInput {
  return {
    name: source.name,
    size: source.size,
    ...(member === undefined ? {} : { member }),
    head: (length) => readBytes(source, 0, length),
    whole: () => readBytes(source, 0, source.size),
    elements: (layout) => viewElements(source, layout),
  };
}

/**
 * A deflated member. In C order its elements stream; in Fortran order it is
 * inflated into memory, if it has no more than `mostBytes` bytes.
 */
export function deflatedInput(archive: ByteSource, member: ZipMember, mostBytes: number): NpyInput {
  const name = `${archive.name}:${member.name}`;
  const whole = () => readZipMember(archive, member, member.size);
  return {
    name,
    size: member.size,
    member: member.name,
    head: (length) => readStreamRange(inflateZipMember(archive, member), { start: 0, length, toEnd: false }),
    whole,
    elements(layout) {
      const length = elementCount(layout.shape) * layout.itemBytes;
      if (isContiguous(stridedLayout(layout))) {
        const range = { start: layout.start, length, toEnd: true };
        return streamedData(() => streamRange(inflateZipMember(archive, member), range), length, name);
      }
      if (member.size > mostBytes) {
        const reason =
          `it is deflated, in Fortran order, and larger than the ${mostBytes} bytes that are held in memory`;
        throw new UnsupportedError(reason, { file: name });
      }
      return {
        async *blocks(blockBytes) {
          yield* viewElements(createMemorySource(name, await whole()), layout).blocks(blockBytes);
        },
      };
    },
  };
}

function stridedLayout({ shape, itemBytes, order }: ArrayLayout) {
  return { itemBytes, shape, strides: orderedStrides(shape, order), offset: 0 };
}

function viewElements(source: ByteSource, layout: ArrayLayout): TensorData {
  return stridedData(source.window(layout.start, source.size - layout.start), stridedLayout(layout));
}

/** Stops reading an .npy file: it is malformed. */
export function failNpy({ name }: NpyInput, reason: string, offset?: number): never {
  throw new FormatError(reason, { file: name, ...(offset === undefined ? {} : { place: { offset } }) });
}

/** Stops reading an .npy file: it uses something that diffai does not read. */
export function refuseNpy({ name }: NpyInput, reason: string, offset: number): never {
  throw new UnsupportedError(reason, { file: name, place: { offset } });
}

/** Stops reading an .npy file: it asks for more than is allowed. */
export function limitNpy({ name }: NpyInput, reason: string, offset: number): never {
  throw new LimitError(reason, { file: name, place: { offset } });
}
