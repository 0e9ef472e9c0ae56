import { assertEquals, assertRejects } from "@std/assert";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { compareSegment } from "../../../../core/measure/workers/compare_segment.ts";
import type { SegmentJob, SegmentSide } from "../../../../core/measure/workers/segment_job.ts";
import { Crew } from "../../../../core/measure/workers/crew.ts";
import { createWorkerPool } from "../../../../core/measure/workers/worker_pool.ts";
import { dtype } from "../../../../core/model/dtype.ts";
import { SourceError } from "../../../../core/model/errors.ts";
import { openFile } from "../../../../core/source/file.ts";

const FILES = new URL("../../../../fixtures/cases/fine_tuned/", import.meta.url).pathname;

/** These tests do not help. */
const NOT_HERE = () => Promise.reject(new Error("not in this thread"));

/** Some bytes of two files as float32: what they are does not matter here. */
function job(count: number, oldPath = `${FILES}old.pth`): SegmentJob {
  return {
    old: { path: oldPath, name: "old.pth", offset: 1024, dtype: dtype("float32") },
    new: { path: `${FILES}new.pth`, name: "new.pth", offset: 1024, dtype: dtype("float32") },
    shape: [count],
    first: 0,
    count,
  };
}

Deno.test("createWorkerPool() compares segments as this thread does", async () => {
  using crew = new Crew(2);
  const pool = createWorkerPool(crew, NOT_HERE);
  const counts = [1, 100, 1000, 5000];
  const answers = await Promise.all(counts.map((count) => pool.run(job(count))));
  await using old = openFile(`${FILES}old.pth`);
  await using fresh = openFile(`${FILES}new.pth`);
  for (const [index, count] of counts.entries()) {
    const fileOf = ({ path }: SegmentSide) => path.endsWith("old.pth") ? old : fresh;
    assertEquals(answers[index], await compareSegment(createKernel(), job(count), fileOf));
  }
});

Deno.test("createWorkerPool() tells what a worker could not read, and goes on", async () => {
  using crew = new Crew(1);
  const pool = createWorkerPool(crew, NOT_HERE);
  const error = await assertRejects(() => pool.run(job(10, `${FILES}no_such_file`)), SourceError);
  assertEquals(error.message, 'Cannot read "old.pth": no such file or folder');
  await assertRejects(() => pool.run(job(10_000_000)), SourceError, "bytes");
  assertEquals((await pool.run(job(1))).rows.length > 0, true);
});

Deno.test("createWorkerPool() tells of a defect in a worker, and goes on", async () => {
  using crew = new Crew(1);
  const pool = createWorkerPool(crew, NOT_HERE);
  const impossible = {
    ...job(1),
    old: { ...job(1).old, dtype: { name: "no such type", kind: "float", bits: 32 } as const },
  };
  const error = await assertRejects(() => pool.run(impossible), SourceError);
  assertEquals(error.reason.startsWith("the worker stopped: TypeError"), true, error.reason);
  assertEquals((await pool.run(job(1))).rows.length > 0, true);
});

Deno.test("createWorkerPool() lets this thread take what waits", async () => {
  const here: SegmentJob[] = [];
  using crew = new Crew(0);
  const pool = createWorkerPool(
    crew,
    (job) => Promise.resolve({ rows: new Float64Array(here.push(job)), scans: [null, null] }),
  );
  const answers = [pool.run(job(1)), pool.run(job(2))];
  assertEquals([await pool.help(), await pool.help(), await pool.help()], [true, true, false]);
  assertEquals((await Promise.all(answers)).map(({ rows }) => rows.length), [1, 2]);
  assertEquals(here.map(({ count }) => count), [1, 2]);
});
