import { assertEquals, assertRejects } from "@std/assert";
import { CHUNK_ELEMENTS, readChunks } from "../../../core/measure/paired_blocks.ts";
import type { DTypeName } from "../../../core/model/dtype.ts";
import { elementCount, type TensorNode } from "../../../core/model/tensor.ts";
import { makeTensor } from "./make_tensor.ts";

/** Where the chunks of tensors start, how many elements they have and how many bytes of each. */
async function chunksOf(tensors: readonly TensorNode[], blockBytes: number) {
  const chunks = [];
  for await (const block of readChunks(tensors, elementCount(tensors[0]!.shape), blockBytes)) {
    for (const { first, count, bytes } of block) chunks.push([first, count, ...bytes.map(({ length }) => length)]);
  }
  return chunks;
}

const vector = (name: DTypeName, elements: number, bits: number) =>
  makeTensor(name, new Uint8Array(Math.ceil(elements * bits / 8)), [elements]);

Deno.test("readChunks() cuts chunks of a fixed number of elements, whatever the block", async () => {
  const elements = 2 * CHUNK_ELEMENTS + 3;
  const pair = [vector("float64", elements, 64), vector("float6_e2m3fn", elements, 6)];
  const expected = [
    [0, CHUNK_ELEMENTS, CHUNK_ELEMENTS * 8, CHUNK_ELEMENTS * 6 / 8],
    [CHUNK_ELEMENTS, CHUNK_ELEMENTS, CHUNK_ELEMENTS * 8, CHUNK_ELEMENTS * 6 / 8],
    [2 * CHUNK_ELEMENTS, 3, 24, 3],
  ];
  for (const blockBytes of [1, 8 * CHUNK_ELEMENTS - 1, 8 * CHUNK_ELEMENTS, 1 << 24]) {
    assertEquals(await chunksOf(pair, blockBytes), expected);
  }
});

Deno.test("readChunks() gives nothing for tensors without elements or bytes", async () => {
  assertEquals(await chunksOf([makeTensor("float32", new Uint8Array(0), [0, 4])], 1024), []);
  const texts: TensorNode = { ...vector("uint8", 0, 8), dtype: { name: "str[0]", kind: "text", bits: 0 }, shape: [7] };
  assertEquals(await chunksOf([texts], 1024), []);
});

Deno.test("readChunks() reads one element of a 0-d tensor", async () => {
  assertEquals(await chunksOf([makeTensor("float32", new Uint8Array(4), [])], 1024), [[0, 1, 4]]);
});

Deno.test("readChunks() keeps chunks of wide texts within a block", async () => {
  const texts: TensorNode = {
    ...makeTensor("uint8", new Uint8Array(5000)),
    dtype: { name: "bytes[1000]", kind: "bytes", bits: 8000 },
    shape: [5],
  };
  assertEquals(await chunksOf([texts], 2048), [[0, 2, 2000], [2, 2, 2000], [4, 1, 1000]]);
});

Deno.test("readChunks() ends streams that it does not read to the end", async () => {
  let ended = 0;
  const endless: TensorNode = {
    ...vector("uint8", CHUNK_ELEMENTS * 2, 8),
    data: {
      *blocks(blockBytes) {
        try {
          for (;;) yield new Uint8Array(blockBytes);
        } finally {
          ended++;
        }
      },
    },
  };
  for await (const _ of readChunks([endless, endless], CHUNK_ELEMENTS * 2, CHUNK_ELEMENTS)) break;
  assertEquals(ended, 2);
});

Deno.test("readChunks() refuses data that end early", async () => {
  const short: TensorNode = { ...vector("uint8", 10, 8), data: { blocks: () => [new Uint8Array(4)] } };
  await assertRejects(() => chunksOf([short], 1024), RangeError, "gave 4 bytes where a block of 10 was due");
});
