import { assert, assertEquals, assertRejects } from "@std/assert";
import { CodeBooks } from "../../../../core/measure/distribution/code_books.ts";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { measurePairFast } from "../../../../core/measure/kernel/kernel_pass.ts";
import { CHUNK_ELEMENTS } from "../../../../core/measure/paired_blocks.ts";
import { compareSegment } from "../../../../core/measure/workers/compare_segment.ts";
import { joinSegments } from "../../../../core/measure/workers/measure_segments.ts";
import { SegmentFeed } from "../../../../core/measure/workers/segment_feed.ts";
import type { WorkerPool } from "../../../../core/measure/workers/worker_pool.ts";
import { dtype } from "../../../../core/model/dtype.ts";
import { SourceError } from "../../../../core/model/errors.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import type { ByteSource } from "../../../../core/source/byte_source.ts";
import { createMemorySource } from "../../../../core/source/memory.ts";
import { plainData } from "../../../../core/source/plain_data.ts";

const SEGMENT = 2 * CHUNK_ELEMENTS;

/** A float32 tensor that says that it lies in a file. */
function tensor(values: Float32Array, path: string): TensorNode & { readonly file: ByteSource } {
  const file = { ...createMemorySource(path, new Uint8Array(values.buffer)), filePath: path };
  return {
    kind: "tensor",
    dtype: dtype("float32"),
    shape: [values.length],
    storageId: path,
    data: plainData(file),
    file,
  };
}

function pair(length: number, seed: number): [Float32Array, Float32Array] {
  const old = Float32Array.from({ length }, (_, i) => Math.sin(i * seed));
  return [old, old.map((x, i) => i % 3 ? x : x + Math.cos(i) / 1000)];
}

/** A pool without workers, over tensors in memory. Counts the segments under way. */
function createFakePool(files: ReadonlyMap<string, ByteSource>, jobs = 2) {
  const seen = { now: 0, most: 0, total: 0 };
  const pool: WorkerPool = {
    jobs,
    async run(job) {
      seen.total++;
      seen.most = Math.max(seen.most, ++seen.now);
      await Promise.resolve();
      try {
        if (job.old.path === "broken") throw new SourceError("gone", { file: "broken" });
        return await compareSegment(createKernel(), job, ({ path }) => files.get(path)!);
      } finally {
        seen.now--;
      }
    },
    help: () => Promise.resolve(false),
  };
  return { pool, seen };
}

Deno.test("joinSegments() gives the result of one thread, bit for bit", async () => {
  const kernel = createKernel();
  for (const length of [1, CHUNK_ELEMENTS, SEGMENT, SEGMENT + 1, 5 * SEGMENT + 77]) {
    const [a, b] = pair(length, 0.37);
    if (length > SEGMENT) b[length - 2] = NaN; // a chunk for the plain way
    b[Math.floor(length * 0.8)] = 9;
    const old = tensor(a, "a"), fresh = tensor(b, "b");
    for (const more of [{}, { books: new CodeBooks(), tolerance: { rtol: 0, atol: 1e-4 } }]) {
      const { pool } = createFakePool(new Map([["a", old.file], ["b", fresh.file]]));
      const feed = new SegmentFeed([{ old, new: fresh }], pool, { segmentElements: SEGMENT, ...more });
      const segmented = await feed.pairAt(0);
      if (!segmented) continue; // few elements with distributions
      const resultOf = (segment: number) => feed.resultOf(0, segment);
      const joined = await joinSegments(segmented, resultOf, { blockBytes: 1 << 16, ...more });
      assertEquals(joined, await measurePairFast(kernel, old, fresh, more), `${length} elements`);
    }
  }
});

Deno.test("joinSegments() gives each element the scale of its channel", async () => {
  const kernel = createKernel(), rows = 5, columns = SEGMENT / 2 + 999;
  const [a, b] = pair(rows * columns / 4 + 8, 0.37);
  const scales = Array.from({ length: rows }, (_, row) => 0.5 ** row), zeroPoints = [0, 1, 2, 3, 4];
  const quantized = (values: Float32Array, path: string) => ({
    ...tensor(values, path),
    dtype: dtype("qint8"),
    shape: [rows, columns],
    quantization: { scheme: "per_channel", axis: 0, scales, zeroPoints } as const,
  });
  const old = quantized(a, "a"), fresh = quantized(b, "b");
  const { pool } = createFakePool(new Map([["a", old.file], ["b", fresh.file]]));
  const feed = new SegmentFeed([{ old, new: fresh }], pool, { segmentElements: SEGMENT });
  const joined = await joinSegments((await feed.pairAt(0))!, (segment) => feed.resultOf(0, segment), {
    blockBytes: 1 << 16,
  });
  assertEquals(joined, await measurePairFast(kernel, old, fresh));
});

Deno.test("SegmentFeed keeps few segments under way and hands each out once", async () => {
  const tensors = Array.from({ length: 12 }, (_, i) => {
    const [a, b] = pair(3 * SEGMENT + i, 0.1 + i);
    return { old: tensor(a, `a${i}`), new: tensor(b, `b${i}`) };
  });
  const files = new Map(tensors.flatMap(({ old, new: fresh }, i) => [[`a${i}`, old.file], [`b${i}`, fresh.file]]));
  const { pool, seen } = createFakePool(files);
  const feed = new SegmentFeed(tensors, pool, { segmentElements: SEGMENT });
  const kernel = createKernel();
  for (const [index, { old, new: fresh }] of tensors.entries()) {
    const segmented = await feed.pairAt(index);
    const joined = await joinSegments(segmented!, (segment) => feed.resultOf(index, segment), { blockBytes: 1 << 16 });
    feed.release(index);
    assertEquals(joined, await measurePairFast(kernel, old, fresh));
  }
  assertEquals(seen.total, 3 + 11 * 4); // the first has three whole segments, the others some elements more
  assert(seen.most > 2 && seen.most <= 8, `${seen.most} segments under way`);
});

Deno.test("SegmentFeed goes on after a tensor that cannot be read", async () => {
  const [a, b] = pair(4 * SEGMENT, 0.3), [c, d] = pair(SEGMENT + 5, 0.7);
  const tensors = [
    { old: tensor(a, "broken"), new: tensor(b, "b") },
    { old: tensor(c, "c"), new: tensor(d, "d") },
  ];
  const { pool } = createFakePool(
    new Map(tensors.flatMap(({ old, new: fresh }) => [[old.storageId!, old.file], [fresh.storageId!, fresh.file]])),
  );
  const feed = new SegmentFeed(tensors, pool, { segmentElements: SEGMENT });
  const broken = await feed.pairAt(0);
  await assertRejects(
    () => joinSegments(broken!, (segment) => feed.resultOf(0, segment), { blockBytes: 1 << 16 }),
    SourceError,
    "gone",
  );
  feed.release(0);
  const whole = await feed.pairAt(1);
  const joined = await joinSegments(whole!, (segment) => feed.resultOf(1, segment), { blockBytes: 1 << 16 });
  assertEquals(joined, await measurePairFast(createKernel(), tensors[1]!.old, tensors[1]!.new));
});

Deno.test("SegmentFeed leaves to one thread what is not plainly stored in a file", async () => {
  const [a, b] = pair(10, 1);
  const inMemory = { ...tensor(a, "a"), data: plainData(createMemorySource("a", new Uint8Array(a.buffer))) };
  const streamed = { ...tensor(a, "a"), data: { blocks: () => [] } };
  const { pool } = createFakePool(new Map());
  const feed = new SegmentFeed([
    { old: inMemory, new: tensor(b, "b") },
    { old: streamed, new: tensor(b, "b") },
    { old: tensor(a, "a"), new: null },
    { old: tensor(a, "a"), new: { ...tensor(b, "b"), shape: [5, 2] } },
  ], pool);
  for (let index = 0; index < 4; index++) assertEquals(await feed.pairAt(index), null);
});
