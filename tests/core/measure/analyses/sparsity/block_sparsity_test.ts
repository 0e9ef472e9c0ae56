import { assertEquals } from "@std/assert";
import { blockSparsity } from "../../../../../core/measure/analyses/sparsity/block_sparsity.ts";
import { dtype } from "../../../../../core/model/dtype.ts";
import type { TensorNode } from "../../../../../core/model/tensor.ts";
import { testCases } from "../analysis_cases.ts";

testCases(blockSparsity, "sparsity", { relative: 1e-15, absolute: 0 });

Deno.test("blockSparsity skips rows that are too long before it takes memory for them", () => {
  const long: TensorNode = { kind: "tensor", dtype: dtype("uint8"), shape: [4, 2 ** 24 + 1], data: null };
  assertEquals(blockSparsity.observe({ path: "t", role: "parameter", old: long, new: long }), {
    skipped: "its rows have more than 16777216 elements",
  });
});
