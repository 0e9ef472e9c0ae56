import { assertEquals } from "@std/assert";
import { duplicateRows } from "../../../../../core/measure/analyses/health/duplicate_rows.ts";
import { RowSets } from "../../../../../core/measure/analyses/health/row_sets.ts";
import { makeTensor } from "../../make_tensor.ts";
import { testCases } from "../analysis_cases.ts";
import { analyseTensors } from "../analyse_tensors.ts";

testCases(duplicateRows, "storage", { relative: 0, absolute: 0 });

Deno.test("duplicateRows finds equal rows in blocks of any size", async () => {
  const rows = makeTensor("uint8", Uint8Array.from({ length: 60 }, (_, i) => [7, i, 9][i % 3]! % 15), [20, 3]);
  for (const blockBytes of [1, 6, 7, 1 << 20]) {
    const { results } = await analyseTensors(duplicateRows, [{ path: "t", old: rows, new: rows }], { blockBytes });
    assertEquals(results!.tensors![0]!.figures, {
      rows: 20,
      old_duplicates: 15,
      new_duplicates: 15,
      old_most: 4,
      new_most: 4,
    });
  }
});

Deno.test("duplicateRows skips rows that share a byte, and budgets that are too small", async () => {
  const packed = makeTensor("float4_e2m1fn", new Uint8Array(6), [4, 3]);
  const skipped = await analyseTensors(duplicateRows, [{ path: "t", old: packed, new: packed }]);
  assertEquals([skipped.status, skipped.reason], ["skipped", "rows share a byte"]);
  const plain = makeTensor("uint8", new Uint8Array(6), [3, 2]);
  const { status } = await analyseTensors(duplicateRows, [{ path: "t", old: plain, new: plain }], {
    analysisOperations: 1,
  });
  assertEquals(status, "skipped");
});

Deno.test("RowSets tells different rows of one digest apart, and says when it keeps too much", () => {
  const sets = new RowSets(5);
  assertEquals([1, 2, 1, 2, 3].map((value) => sets.add(0, Uint8Array.of(value, value))), [
    true,
    true,
    true,
    true,
    false,
  ]);
  assertEquals([sets.duplicates, sets.most], [2, 2]);
});
