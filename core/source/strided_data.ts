import { elementCount, type TensorData } from "../model/tensor.ts";
import type { ByteSource } from "./byte_source.ts";
import { plainData } from "./plain_data.ts";
import { gather } from "./strided_gather.ts";
import { checkLayout, isContiguous, mergeAxes, orderedStrides, type StridedLayout } from "./strided_layout.ts";
import { streamedData } from "./streamed_data.ts";

/**
 * Output that is gathered at once. The more, the longer the runs that a
 * transposed matrix is read in; it bounds the memory that a pass takes.
 */
const PANEL_BYTES = 16 * 1024 * 1024;

/**
 * Elements that lie in a source with any strides, zero and negative ones
 * included, in C order: transposed, sliced, expanded, Fortran order. Where they
 * lie contiguously anyway they are plain data.
 *
 * @example A transposed matrix
 * ```ts
 * import { createMemorySource } from "./memory.ts";
 * import { stridedData } from "./strided_data.ts";
 * import { assertEquals } from "@std/assert";
 * const storage = createMemorySource("a", new Uint8Array([1, 2, 3, 4, 5, 6]));
 * const data = stridedData(storage, { itemBytes: 1, shape: [3, 2], strides: [1, 3], offset: 0 });
 * for await (const block of data.blocks(6)) assertEquals([...block], [1, 4, 2, 5, 3, 6]);
 * ```
 * @throws {FormatError} if an element lies outside the source.
 */
export function stridedData(source: ByteSource, layout: StridedLayout, panelBytes: number = PANEL_BYTES): TensorData {
  const { itemBytes, shape, offset } = layout;
  checkLayout(layout, Math.floor(source.size / itemBytes), source.name);
  const bytes = elementCount(shape) * itemBytes;
  if (isContiguous(layout)) return plainData(source, bytes === 0 ? 0 : offset * itemBytes, bytes);
  return streamedData(() => gatherPanels(source, mergeAxes(layout), panelBytes), bytes, source.name);
}

/**
 * Gathers the output piece by piece: each is a range of one axis with all of
 * the axes after it, as much as a panel holds.
 */
async function* gatherPanels(
  source: ByteSource,
  { itemBytes, shape, strides, offset }: StridedLayout,
  panelBytes: number,
): AsyncGenerator<Uint8Array> {
  const { axis, count, innerItems } = choosePanel(shape, itemBytes, panelBytes);
  const panel = new Uint8Array(count * innerItems * itemBytes);
  const size = shape[axis]!;
  const steps = orderedStrides(shape, "C").slice(axis);
  for (let outer = 0, outerCount = elementCount(shape.slice(0, axis)); outer < outerCount; outer++) {
    const base = offset + outerOffset(outer, shape, strides, axis);
    for (let start = 0; start < size; start += count) {
      const length = Math.min(count, size - start);
      const box = {
        shape: [length, ...shape.slice(axis + 1)],
        strides: strides.slice(axis),
        steps,
        from: base + start * strides[axis]!,
        to: 0,
      };
      await gather(source, itemBytes, box, panel);
      yield panel.subarray(0, length * innerItems * itemBytes);
    }
  }
}

/** The outermost axis that a panel holds a part of, and how many of its indices. */
function choosePanel(shape: readonly number[], itemBytes: number, panelBytes: number) {
  let axis = shape.length - 1, innerItems = 1;
  while (axis > 0 && innerItems * shape[axis]! * itemBytes <= panelBytes) innerItems *= shape[axis--]!;
  const count = Math.max(1, Math.min(shape[axis]!, Math.floor(panelBytes / (innerItems * itemBytes))));
  return { axis, count, innerItems };
}

/** Items by which the `outer`-th index tuple of the axes before `axis` moves the start. */
function outerOffset(outer: number, shape: readonly number[], strides: readonly number[], axis: number): number {
  let offset = 0;
  for (let a = axis - 1; a >= 0; a--) {
    offset += outer % shape[a]! * strides[a]!;
    outer = Math.floor(outer / shape[a]!);
  }
  return offset;
}
