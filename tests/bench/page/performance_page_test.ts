import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { performancePage } from "../../../bench/page/performance_page.ts";
import { findShortfalls } from "../../../bench/page/shortfalls.ts";
import { ran, resultsOf } from "../make_results.ts";

const FLOAT32 = "1 GiB float32 .safetensors pair, all default measures";
const agreement = { figures: 1088, worst: 3e-14, differing: [] };

Deno.test("performancePage() shows medians, ratios, rates, memory and limits of a row", () => {
  const page = performancePage(resultsOf({
    id: "float32",
    measured: [
      ran("diffai", [0.5, 0.3, 0.4]),
      ran("compiled", [0.25]),
      ran("cmp", [0.5], { peak_bytes: null }),
      ran("torch", [10], { agreement }),
    ],
  }));
  const cells = page.split("\n").filter((line) => line.startsWith("| ")).map((line) =>
    line.split(/ *\| */).slice(1, -1)
  );
  const lineOf = (program: string) => cells.find(([first]) => first === program);
  assertEquals(lineOf("diffai, deno run"), [
    "diffai, deno run",
    "0.400 s",
    "0.300 to 0.500, 3",
    "2.50 GB/s",
    "70 MB",
    "-",
    "-",
    "-",
  ]);
  assertEquals(lineOf("cmp"), [
    "cmp",
    "0.500 s",
    "0.500 to 0.500, 1",
    "2 GB/s",
    "-",
    "0.800",
    "0.500",
    "0.8: kept",
  ]);
  assertEquals(lineOf("torch script")!.slice(-3), ["0.0400", "0.0250", "0.06: kept"]);
  assertStringIncludes(
    page,
    "All 4 limits that this run has put to the test are kept. In none of the other comparisons",
  );
  assertStringIncludes(page, "torch script (1,088); the largest relative difference is 3e-14.");
});

Deno.test("performancePage() leaves nothing out in which diffai falls short", () => {
  const results = resultsOf(
    { id: "float32", measured: [ran("diffai", [0.9]), ran("cmp", [1])] },
    { id: "bfloat16", measured: [ran("diffai", [1.1]), ran("cmp", [1])] },
    { id: "sparse", measured: [ran("diffai", [25], { peak_bytes: 300e6 })] },
  );
  const { missed, slower } = findShortfalls(results), page = performancePage(results);
  assertEquals(missed, [
    `${FLOAT32}: diffai, deno run takes 0.900 times the time of cmp, the limit is 0.8`,
    "64 GiB .safetensors pair of 2,048 tensors, sparse files: diffai, deno run takes 300 MB, the limit is 250 MB",
  ]);
  assertEquals(slower, [
    "1 GiB bfloat16 .safetensors pair, all default measures: diffai, deno run takes 1.10 times the time of cmp, " +
    "the limit is 1.2",
  ]);
  const unwrapped = page.replaceAll(/\n {2}/g, " ");
  for (const each of [...missed, ...slower]) assertStringIncludes(unwrapped, `- ${each}\n`);
  assertStringIncludes(
    page,
    "Of the 3 limits that this run has put to the test, 2 are missed. In 1 of the other comparisons",
  );
  assertStringIncludes(page, "0.8: missed");
});

Deno.test("performancePage() counts a limit as missed if one form of diffai misses it", () => {
  const measured = [ran("diffai", [0.7]), ran("compiled", [0.9]), ran("cmp", [1])];
  assertStringIncludes(performancePage(resultsOf({ id: "float32", measured })), "0.8: missed");
});

Deno.test("performancePage() lists rows and programs that were not measured, with the reason", () => {
  const results = resultsOf(
    { id: "float32", measured: [ran("diffai", [1])], skipped: [{ id: "sft", reason: "sft-cli is not installed" }] },
    { id: "pth", reason: "its files cannot be made: --python was not given" },
  );
  const { unmeasured } = findShortfalls(results);
  assertEquals(unmeasured.slice(0, 3), [
    `${FLOAT32}, sft-cli: sft-cli is not installed`,
    "1 GiB float32 .safetensors pair, with the distribution of both sides: it was not part of the run",
    "The same tensors as .pth, all default measures, against cmp of the .safetensors file: " +
    "its files cannot be made: --python was not given",
  ]);
  assertStringIncludes(performancePage(results), "## Not measured");
});

Deno.test("performancePage() tells figures that do not agree", () => {
  const wrong = { figures: 9, worst: 0.5, differing: ["a: old.mean 1 and 2"] };
  const page = performancePage(
    resultsOf({ id: "float32", measured: [ran("diffai", [1]), ran("numpy", [9], { agreement: wrong })] }),
  );
  assertStringIncludes(page, "## Figures that do not agree");
  assertStringIncludes(
    page.replaceAll(/\n {2}/g, " "),
    "NumPy script has other figures than diffai, such as a: old.mean 1 and 2",
  );
  assert(!page.includes("Figures that agree"));
});

Deno.test("performancePage() of a run without a limit claims nothing", () => {
  assertStringIncludes(performancePage(resultsOf()), "This run has put no limit to the test.");
});
