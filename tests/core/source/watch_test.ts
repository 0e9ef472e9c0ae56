import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { dtype } from "../../../core/model/dtype.ts";
import type { Progress } from "../../../core/model/progress.ts";
import type { TensorNode } from "../../../core/model/tensor.ts";
import { readBytes } from "../../../core/source/byte_source.ts";
import { openFile } from "../../../core/source/file.ts";
import { plainData } from "../../../core/source/plain_data.ts";
import { Watch } from "../../../core/source/watch.ts";
import { createWindow } from "../../../core/source/window.ts";
import { memoryInput } from "../../contract/fixture.ts";

const BYTES = Uint8Array.from({ length: 100 }, (_, index) => index);
const REASON = new Error("enough");

/** A watch with a clock that goes on by so many milliseconds each time it is looked at, and what it told. */
function createWatch(step: number, signal?: AbortSignal) {
  const told: Progress[] = [];
  let time = 0;
  const progress = (each: Progress) => void told.push(each);
  return { watch: new Watch({ progress, ...(signal ? { signal } : {}) }, () => time += step), told };
}

function tensor(data: TensorNode["data"]): TensorNode {
  return { kind: "tensor", dtype: dtype("uint8"), shape: [100], storageId: "a", data };
}

Deno.test("Watch gives the bytes of an input as they are, and counts those that are read of a file as a whole", async () => {
  const { watch, told } = createWatch(50);
  const { source } = watch.input(memoryInput("a.bin", BYTES));
  assertEquals(await readBytes(source, 90, 10), BYTES.subarray(90));
  watch.beginReading("a.bin", 100);
  assertEquals(await readBytes(source.window(20, 40), 10, 30), BYTES.subarray(30, 60));
  watch.beginTensor("fc.weight", 0);
  assertEquals(await readBytes(source, 0, 100), BYTES);
  assertEquals(told.map(({ name, doneBytes }) => [name, doneBytes]), [["", 0], ["a.bin", 30], ["fc.weight", 100]]);
});

Deno.test("Watch has windows on an input and its neighbours come from the watched source, on the same file", async () => {
  const { watch } = createWatch(0);
  const path = new URL("../../../fixtures/cases/fine_tuned/old.pth", import.meta.url).pathname;
  await using file = openFile(path);
  const input = watch.input({ path, source: file, sibling: () => Promise.resolve(openFile(path)) });
  await using sibling = await input.sibling("old.pth");
  for (const source of [input.source, sibling]) {
    assertEquals([source.filePath, source.size], [path, file.size]);
    assertEquals(createWindow(source, 5, 10).window(1, 2).origin, { source, offset: 6 });
  }
});

Deno.test("Watch counts the bytes of tensors, however they are stored", async () => {
  const { watch, told } = createWatch(50);
  const { source } = watch.input(memoryInput("a.bin", BYTES));
  watch.tally.expect(200);
  watch.beginTensor("plain", 100);
  const { plain } = watch.tensor(tensor(plainData(source.window(0, 100)))).data!;
  assertEquals(plain!.origin, { source, offset: 0 });
  assertEquals(await readBytes(plain!.window(50, 50), 10, 40), BYTES.subarray(60));
  watch.beginTensor("streamed", 100);
  const streamed = watch.tensor(tensor({ blocks: () => [BYTES.subarray(0, 70), BYTES.subarray(70)] })).data!;
  assertEquals(streamed.plain, undefined);
  const blocks: Uint8Array[] = [];
  for await (const block of streamed.blocks(70)) blocks.push(block);
  assertEquals(blocks, [BYTES.subarray(0, 70), BYTES.subarray(70)]);
  assertEquals(told.map(({ doneBytes }) => doneBytes), [40, 170, 200]);
  assertEquals(watch.tensor(tensor(null)).data, null);
});

Deno.test("Watch tells, and lets the event loop turn, twenty times a second at most", async () => {
  const { watch, told } = createWatch(10);
  let turns = 0;
  for (let blocks = 0; blocks < 100; blocks++) {
    const pending = watch.advance(1);
    if (pending) turns++;
    await pending;
  }
  assertEquals([turns, told.length], [20, 20]);
  watch.finish();
  assertEquals(told.length, 21);
});

Deno.test("Watch obeys a signal at the next block", async () => {
  const controller = new AbortController();
  const { watch, told } = createWatch(50, controller.signal);
  const { source } = watch.input(memoryInput("a.bin", BYTES));
  const data = watch.tensor(tensor({ blocks: () => [BYTES] })).data!;
  controller.abort(REASON);
  for (
    const stopped of [() => source.read(0, new Uint8Array(1)), () => watch.advance(1), () => watch.throwIfAborted()]
  ) {
    assertEquals(assertThrows(stopped), REASON);
  }
  assertEquals(told, []);
  await assertRejects(
    async () => {
      for await (const block of data.blocks(100)) assertInstanceOf(block, Uint8Array);
    },
    Error,
    "enough",
  );
});

Deno.test("Watch lets a timer give the signal, though nothing else would let it run", async () => {
  const { watch } = createWatch(50, AbortSignal.timeout(1));
  const endless = async () => {
    for (const end = Date.now() + 10_000; Date.now() < end;) await watch.advance(1);
  };
  assertEquals((await assertRejects(endless, DOMException)).name, "TimeoutError");
});
