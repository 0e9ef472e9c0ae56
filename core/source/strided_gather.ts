import type { ByteSource } from "./byte_source.ts";

/** A box of elements: where they lie in a storage, and where they go. All counts are in items. */
export interface Box {
  readonly shape: readonly number[];
  /** Distances in the storage. */
  readonly strides: readonly number[];
  /** Distances in the output. */
  readonly steps: readonly number[];
  /** The first element's place in the storage. */
  readonly from: number;
  /** The first element's place in the output. */
  readonly to: number;
}

/** Most that is read at once. */
const READ_BYTES = 1024 * 1024;
/** Bytes between two wanted pieces that are cheaper to read than to leave out with a second read. */
const GAP_BYTES = 8 * 1024;

/**
 * Copies the elements of a box into `output`, items packed. Reads no more than
 * `READ_BYTES` at once (or one item), and leaves out long gaps.
 */
export async function gather(
  source: ByteSource,
  itemBytes: number,
  box: Box,
  output: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const scratch = new Uint8Array(Math.max(itemBytes, Math.min(READ_BYTES, spanOf(box).items * itemBytes)));
  const width = wordsPerItem(itemBytes);
  const words = wordsOf(scratch, itemBytes), target = wordsOf(output, itemBytes);
  const open = [box];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { first, items } = spanOf(part);
    const axis = axisToSplit(part, items, itemBytes);
    if (axis >= 0) {
      open.push(...halves(part, axis));
      continue;
    }
    const pending = source.read(first * itemBytes, scratch.subarray(0, items * itemBytes));
    if (pending) await pending;
    scatter(part, words, first, target, width);
  }
}

/** The stretch of the storage that a box's elements lie in. */
function spanOf({ shape, strides, from }: Box): { first: number; items: number } {
  let first = from, items = 1;
  for (let axis = 0; axis < shape.length; axis++) {
    const reach = strides[axis]! * (shape[axis]! - 1);
    if (reach < 0) first += reach;
    items += Math.abs(reach);
  }
  return { first, items };
}

/** The axis that makes the stretch too long or leaves long gaps in it; -1 if it can be read as it is. */
function axisToSplit({ shape, strides }: Box, items: number, itemBytes: number): number {
  let widest = -1, reach = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const own = Math.abs(strides[axis]!) * (shape[axis]! - 1);
    if (own > reach) [widest, reach] = [axis, own];
  }
  if (widest < 0) return -1;
  const gap = Math.abs(strides[widest]!) - (items - reach);
  return items * itemBytes > READ_BYTES || gap * itemBytes > GAP_BYTES ? widest : -1;
}

/** The box in two along an axis, the lower half last so that it is taken first. */
function halves(box: Box, axis: number): readonly Box[] {
  const size = box.shape[axis]!;
  const lower = size >> 1 || 1;
  return [
    {
      ...box,
      shape: box.shape.with(axis, size - lower),
      from: box.from + lower * box.strides[axis]!,
      to: box.to + lower * box.steps[axis]!,
    },
    { ...box, shape: box.shape.with(axis, lower) },
  ];
}

type Words = Uint8Array | Uint16Array | Uint32Array;

/** Bytes as the widest words that an item consists of. Integers, since a float's copy may change a NaN's bits. */
function wordsOf(bytes: Uint8Array<ArrayBuffer>, itemBytes: number): Words {
  const type = itemBytes % 4 === 0 ? Uint32Array : itemBytes % 2 === 0 ? Uint16Array : Uint8Array;
  return new type(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / type.BYTES_PER_ELEMENT));
}

function wordsPerItem(itemBytes: number): number {
  return itemBytes % 4 === 0 ? itemBytes / 4 : itemBytes % 2 === 0 ? itemBytes / 2 : itemBytes;
}

/** Copies a box out of a stretch of the storage that starts at item `first`, one run of the last axis after another. */
function scatter(box: Box, stretch: Words, first: number, output: Words, width: number): void {
  const { shape, strides, steps } = box;
  const last = shape.length - 1;
  const index = shape.map(() => 0);
  let from = box.from - first, to = box.to;
  for (let axis = last; axis >= 0;) {
    copyRun(
      stretch,
      from * width,
      strides[last]! * width,
      output,
      to * width,
      steps[last]! * width,
      shape[last]!,
      width,
    );
    for (axis = last - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      to += steps[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      to -= steps[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}

function copyRun(
  source: Words,
  from: number,
  stride: number,
  output: Words,
  to: number,
  step: number,
  count: number,
  width: number,
): void {
  if (stride === width && step === width) return output.set(source.subarray(from, from + count * width), to);
  for (let i = 0; i < count; i++, from += stride, to += step) {
    for (let word = 0; word < width; word++) output[to + word] = source[from + word]!;
  }
}
