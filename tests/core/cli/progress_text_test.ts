import { assert, assertEquals } from "@std/assert";
import { progressText } from "../../../core/cli/progress_text.ts";
import { textWidth } from "../../../core/render/text/text_width.ts";

const GIB = 2 ** 30;
const HALF = { name: "layer4.1.conv2.weight", doneBytes: 20 * GIB, totalBytes: 40 * GIB } as const;

Deno.test("progressText() tells bytes, rate, time left, files and name", () => {
  const inFolder = { ...HALF, name: "runs/epoch_3.pth", files: { done: 1234, total: 5000 } };
  assertEquals(
    progressText(inFolder, 2 * GIB, 100),
    "20.0 of 40.0 GiB  2.0 GiB/s  10 s left  file 1,235 of 5,000  runs/epoch_3.pth",
  );
});

Deno.test("progressText() names both units where they differ", () => {
  assertEquals(progressText({ ...HALF, doneBytes: 2 ** 20 }, null, 25), "1.0 MiB of 40.0 GiB");
});

Deno.test("progressText() writes time as people do, rounded up", () => {
  const left = (seconds: number) => progressText(HALF, 20 * GIB / seconds, 80).split("  ")[2];
  assertEquals([0.2, 59, 60.5, 599, 600, 3599, 3600, 360_000].map(left), [
    "1 s left",
    "59 s left",
    "1 min 1 s left",
    "9 min 59 s left",
    "10 min left",
    "59 min left",
    "1 h 0 min left",
    "100 h 0 min left",
  ]);
});

Deno.test("progressText() says of headers only what is read", () => {
  assertEquals(progressText({ name: "a.json", doneBytes: 0, totalBytes: 0 }, null, 80), "reading  a.json");
});

Deno.test("progressText() when all is read leaves out the time", () => {
  assertEquals(
    progressText({ ...HALF, doneBytes: 40 * GIB }, GIB, 80),
    "40.0 of 40.0 GiB  1.0 GiB/s  layer4.1.conv2.weight",
  );
});

Deno.test("progressText() fits: the name is cut in its middle, then left out, then figures from the back", () => {
  const text = (columns: number) => progressText({ ...HALF, files: { done: 2, total: 12 } }, 2 * GIB, columns);
  assertEquals(text(70), "20.0 of 40.0 GiB  2.0 GiB/s  10 s left  file 3 of 12  layer4....weight");
  assertEquals(text(62), "20.0 of 40.0 GiB  2.0 GiB/s  10 s left  file 3 of 12");
  assertEquals(text(51), "20.0 of 40.0 GiB  2.0 GiB/s  10 s left");
  assertEquals(text(20), "20.0 of 40.0 GiB");
  assertEquals(text(5), "");
});

Deno.test("progressText() fits and is printable, whatever a file calls its tensors", () => {
  const names = ["a\nb\r\x1b[31m", "\u202e\u5c64".repeat(100), "\ud800".repeat(50), "x".repeat(50_000_000)];
  for (const name of names) {
    for (const columns of [30, 79, 200]) {
      const text = progressText({ ...HALF, name }, GIB, columns);
      assert(textWidth(text) <= columns && /^[^\p{Cc}\p{Cf}\p{Cs}]+$/u.test(text), JSON.stringify(text));
    }
  }
});
