import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { FormatError } from "../../../core/model/errors.ts";
import { elementCount, type TensorData } from "../../../core/model/tensor.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { stridedData } from "../../../core/source/strided_data.ts";
import type { StridedLayout } from "../../../core/source/strided_layout.ts";

/** Looks every element up by its index tuple. */
function oracle(storage: Uint8Array, { itemBytes, shape, strides, offset }: StridedLayout): number[] {
  const out: number[] = [];
  for (let i = 0, count = elementCount(shape); i < count; i++) {
    let rest = i, item = offset;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      item += rest % shape[axis]! * strides[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    out.push(...storage.subarray(item * itemBytes, (item + 1) * itemBytes));
  }
  return out;
}

async function collect(data: TensorData, blockBytes: number): Promise<number[]> {
  const out: number[] = [];
  let short = false;
  for await (const block of data.blocks(blockBytes)) {
    assertEquals(short, false, "only the last block may be short");
    short = block.length < blockBytes;
    out.push(...block);
  }
  return out;
}

const ITEM_BYTES = [1, 2, 3, 4, 8, 16];
const AXES = fc.array(fc.record({ size: fc.integer({ min: 0, max: 5 }), stride: fc.integer({ min: -7, max: 9 }) }), {
  maxLength: 4,
});

Deno.test("stridedData() gives what looking up every element gives", async () => {
  const property = fc.asyncProperty(
    AXES,
    fc.constantFrom(...ITEM_BYTES),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 200 }),
    async (axes, itemBytes, blockItems, panelBytes) => {
      const shape = axes.map(({ size }) => size), strides = axes.map(({ stride }) => stride);
      const reach = axes.map(({ size, stride }) => stride * Math.max(0, size - 1));
      const back = reach.reduce((sum, r) => sum + Math.min(0, r), 0);
      const ahead = reach.reduce((sum, r) => sum + Math.max(0, r), 0);
      const storage = Uint8Array.from({ length: (ahead - back + 1) * itemBytes }, (_, i) => i * 167 + 13);
      const layout = { itemBytes, shape, strides, offset: -back };
      const data = stridedData(createMemorySource("m", storage), layout, panelBytes);
      assertEquals(await collect(data, blockItems * itemBytes), oracle(storage, layout));
    },
  );
  await fc.assert(property, { numRuns: 500, seed: 7 });
});

Deno.test("stridedData() is plain where the elements are contiguous", async () => {
  const storage = createMemorySource("m", Uint8Array.from({ length: 12 }, (_, i) => i));
  const data = stridedData(storage, { itemBytes: 2, shape: [2, 1, 2], strides: [2, 99, 1], offset: 1 });
  assertEquals(data.plain?.size, 8);
  assertEquals(await collect(data, 8), [2, 3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("stridedData() reads a large transposed matrix in few long reads", async () => {
  const rows = 3000, columns = 2000; // 24 MB
  const storage = new Uint32Array(rows * columns).map((_, i) => i);
  const memory = createMemorySource("m", new Uint8Array(storage.buffer));
  let reads = 0, bytes = 0;
  const counted = {
    ...memory,
    read(offset: number, into: Uint8Array) {
      reads++;
      bytes += into.length;
      return memory.read(offset, into);
    },
  };
  const data = stridedData(counted, { itemBytes: 4, shape: [columns, rows], strides: [1, columns], offset: 0 });
  let at = 0, wrong = 0;
  for await (const block of data.blocks(1 << 20)) {
    const words = new Uint32Array(block.buffer, block.byteOffset, block.length / 4);
    for (const word of words) {
      const column = Math.floor(at / rows);
      if (word !== (at++ - column * rows) * columns + column) wrong++;
    }
  }
  assertEquals([at, wrong], [rows * columns, 0]);
  assertEquals(reads < 100, true, `${reads} reads`);
  assertEquals(bytes < 3 * memory.size, true, `${bytes} bytes`);
});

Deno.test("stridedData() leaves out long gaps", async () => {
  let bytes = 0;
  const stride = 1 << 18;
  const source = {
    ...createMemorySource("m", new Uint8Array()),
    size: 64 * stride,
    read(offset: number, into: Uint8Array) {
      bytes += into.length;
      for (let i = 0; i < into.length; i++) into[i] = (offset + i) % 251;
    },
  };
  const data = stridedData(source, { itemBytes: 1, shape: [64, 2], strides: [stride, 2], offset: 0 });
  const expected = Array.from({ length: 128 }, (_, i) => ((i >> 1) * stride + i % 2 * 2) % 251);
  assertEquals(await collect(data, 128), expected);
  assertEquals(bytes, 64 * 3);
});

Deno.test("stridedData() refuses a view that leaves its storage", () => {
  const storage = createMemorySource("m.pth", new Uint8Array(40));
  const refuses = (layout: Partial<StridedLayout>, message: string) => {
    const whole = { itemBytes: 4, shape: [2, 3], strides: [3, 1], offset: 0, ...layout };
    assertThrows(() => stridedData(storage, whole), FormatError, message);
  };
  refuses(
    { offset: 5 },
    'Cannot read "m.pth": a view of shape [2, 3] with strides [3, 1] from element 5 on reaches element 10, but there are 10',
  );
  refuses({ strides: [-1, 1] }, "reaches back to element -1");
  refuses({ strides: [1] }, "has not as many strides as dimensions");
  refuses({ shape: [2, -3] }, "has a size that is not a count");
  refuses({ shape: [2 ** 40, 2 ** 40], strides: [0, 0] }, "has more elements than can be counted");
  refuses({ strides: [2 ** 52, 2 ** 52] }, "reaches element");
  refuses({ strides: [0.5, 1] }, "not an integer");
});
