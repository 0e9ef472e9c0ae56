import { assertEquals } from "@std/assert";
import { WorkTally } from "../../../core/model/work_tally.ts";

Deno.test("WorkTally knows of no work at first", () => {
  assertEquals(new WorkTally().progress, { name: "", doneBytes: 0, totalBytes: 0 });
});

Deno.test("WorkTally counts no more of an item than was expected, and all of it when the next one begins", () => {
  const tally = new WorkTally();
  const done = () => tally.progress.doneBytes;
  tally.expect(100);
  tally.begin("read twice", 60);
  tally.add(50);
  tally.add(50);
  assertEquals(done(), 60);
  tally.begin("not read at all", 30);
  assertEquals(done(), 60);
  tally.begin("the rest", 10);
  assertEquals(done(), 90);
});

Deno.test("WorkTally goes on when more work turns up", () => {
  const tally = new WorkTally();
  tally.expect(100);
  tally.begin("fc.weight", 100);
  tally.add(100);
  tally.expect(50);
  tally.begin("a.npz", 50);
  assertEquals(tally.progress, { name: "a.npz", doneBytes: 100, totalBytes: 150 });
  tally.finish();
  assertEquals(tally.progress, { name: "a.npz", doneBytes: 150, totalBytes: 150 });
});

Deno.test("WorkTally counts a folder by the sizes of its files, whatever their tensors take", () => {
  const tally = new WorkTally();
  tally.beginFolder(3, 1000);
  assertEquals(tally.progress, { name: "", doneBytes: 0, totalBytes: 1000, files: { done: 0, total: 3 } });
  tally.beginFile("a.npz", 600);
  tally.expect(6000);
  tally.begin("fc.weight", 6000);
  tally.add(1500);
  assertEquals(tally.progress, { name: "a.npz", doneBytes: 150, totalBytes: 1000, files: { done: 0, total: 3 } });
  tally.beginFile("b.json", 300);
  assertEquals(tally.progress, { name: "b.json", doneBytes: 600, totalBytes: 1000, files: { done: 1, total: 3 } });
  tally.beginFile("c.json", 100);
  assertEquals(tally.progress, { name: "c.json", doneBytes: 900, totalBytes: 1000, files: { done: 2, total: 3 } });
  tally.finish();
  assertEquals(tally.progress, { name: "c.json", doneBytes: 1000, totalBytes: 1000, files: { done: 3, total: 3 } });
});

Deno.test("WorkTally does not go back in a folder when a file turns out to be more work", () => {
  const tally = new WorkTally();
  tally.beginFolder(1, 1000);
  tally.beginFile("a.npz", 1000);
  tally.expect(100);
  tally.begin("fc.weight", 100);
  tally.add(80);
  tally.expect(400);
  assertEquals(tally.progress.doneBytes, 800);
  tally.begin("a.npz", 400);
  tally.add(350);
  assertEquals(tally.progress.doneBytes, 900);
});
