/**
 * A diffai plugin for IDX, the format of the MNIST data sets: four bytes (0, 0,
 * the element type, the number of dimensions), the dimensions as big-endian
 * 32-bit integers, then the elements, big-endian, in C order.
 *
 * diffai --plugin idx.ts old.idx3-ubyte new.idx3-ubyte
 *
 * Only types are imported, so this one file runs wherever diffai runs.
 *
 * @module
 */
import type { ByteSource, FormatPlugin, LoadContext, TensorData, TreeNode } from "@diffai/core";

/** The element types of the format: the code in the header, torch's name, bytes of one element. */
const ELEMENT_TYPES: Readonly<Record<number, { readonly name: string; readonly bytes: number }>> = {
  0x08: { name: "uint8", bytes: 1 },
  0x09: { name: "int8", bytes: 1 },
  0x0b: { name: "int16", bytes: 2 },
  0x0c: { name: "int32", bytes: 4 },
  0x0d: { name: "float32", bytes: 4 },
  0x0e: { name: "float64", bytes: 8 },
};

const plugin: FormatPlugin = {
  manifest: {
    apiVersion: 1,
    id: "idx",
    title: "IDX",
    extensions: [".idx", ".idx1-ubyte", ".idx2-ubyte", ".idx3-ubyte"],
    signatures: Object.keys(ELEMENT_TYPES).map((code) => ({ offset: 0, bytes: [0, 0, Number(code)] })),
  },

  detect({ head, size, extensionMatches }) {
    const type = ELEMENT_TYPES[head[2] ?? 0];
    const dimensions = head[3] ?? 0;
    const headerBytes = 4 + 4 * dimensions;
    const fits = head[0] === 0 && head[1] === 0 && type !== undefined && headerBytes <= head.length &&
      headerBytes + type.bytes * product(readShape(head, dimensions)) === size;
    if (fits) return { confidence: "certain", reason: `IDX header of ${dimensions} dimensions that fits the length` };
    // A damaged file is still one of ours if its name says so: load() tells what is wrong with it.
    return extensionMatches && head[0] === 0 && head[1] === 0
      ? { confidence: "likely", reason: "IDX by its name and first bytes" }
      : null;
  },

  async load(source, context) {
    const start = new Uint8Array(4);
    await source.read(0, start);
    const type = ELEMENT_TYPES[start[2]!];
    if (!type) return context.unsupported(`the element type ${start[2]} is none of the format`, { offset: 2 });
    const dimensions = start[3]!;
    if (dimensions > context.limits.dimensions) {
      return context.exceeds(`it has ${dimensions} dimensions`, { offset: 3 });
    }
    const header = new Uint8Array(4 + 4 * dimensions);
    if (header.length > source.size) return context.fail("the header is cut off", { offset: source.size });
    await source.read(0, header);
    const shape = readShape(header, dimensions);
    const root = readTensor(source, header.length, { ...type, shape }, context);
    return { root, container: { byte_order: "big" } };
  },

  summarize({ root }) {
    if (root.kind !== "tensor") return { facts: [] };
    return {
      facts: [
        { label: "element type", value: root.dtype.name },
        { label: "shape", value: root.shape.join(" x ") },
      ],
    };
  },
};

export default plugin;

function readShape(header: Uint8Array, dimensions: number): number[] {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  return Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
}

function product(shape: readonly number[]): number {
  return shape.reduce((elements, size) => elements * size, 1);
}

function readTensor(
  source: ByteSource,
  offset: number,
  { name, bytes, shape }: { readonly name: string; readonly bytes: number; readonly shape: readonly number[] },
  context: LoadContext,
): TreeNode {
  const needed = bytes * product(shape);
  if (needed !== source.size - offset) {
    const stored = source.size - offset;
    return context.fail(`its shape [${shape.join(", ")}] takes ${needed} bytes, but ${stored} follow`, { offset });
  }
  const elements = source.window(offset, needed);
  const dtype = context.dtype(name)!;
  // Single bytes have no order: diffai may read any block of them at any time.
  if (bytes === 1) return context.tensor({ dtype, shape, source: elements });
  return { kind: "tensor", dtype, shape, storageId: "elements", data: swapped(elements, bytes) };
}

/** Big-endian elements as diffai wants them: little-endian, in blocks, in one buffer that is used again. */
function swapped(source: ByteSource, bytes: number): TensorData {
  return {
    async *blocks(blockBytes) {
      const buffer = new Uint8Array(Math.min(blockBytes, source.size));
      for (let offset = 0; offset < source.size; offset += blockBytes) {
        const block = buffer.subarray(0, Math.min(blockBytes, source.size - offset));
        await source.read(offset, block);
        for (let start = 0; start < block.length; start += bytes) block.subarray(start, start + bytes).reverse();
        yield block;
      }
    },
  };
}
