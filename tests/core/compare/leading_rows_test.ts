import { assertEquals } from "@std/assert";
import { leadingRows } from "../../../core/compare/leading_rows.ts";
import { byteLength, dtype, type DTypeName } from "../../../core/model/dtype.ts";
import { elementCount, type TensorNode } from "../../../core/model/tensor.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { plainData } from "../../../core/source/plain_data.ts";
import { meta } from "../make_tree.ts";

function stored(shape: readonly number[], type: DTypeName = "uint8", rest: Partial<TensorNode> = {}): TensorNode {
  const bytes = Uint8Array.from({ length: byteLength(dtype(type), elementCount(shape)) }, (_, index) => index);
  return meta(shape, type, { data: plainData(createMemorySource("a", bytes)), ...rest });
}

function rowsOf(old: TensorNode, fresh: TensorNode) {
  return leadingRows({ path: "w", keys: ["w"], role: "parameter", change: "reshaped", old, new: fresh });
}

async function bytesOf({ data }: TensorNode): Promise<number[]> {
  const found: number[] = [];
  for await (const block of data!.blocks(4)) found.push(...block);
  return found;
}

Deno.test("leadingRows() cuts both sides to the rows that they have in common", async () => {
  const found = rowsOf(stored([4, 2]), stored([3, 2]))!;
  assertEquals([found.rows, found.old.shape, found.new.shape], [3, [3, 2], [3, 2]]);
  assertEquals([await bytesOf(found.old), await bytesOf(found.new)], [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5]]);
});

Deno.test("leadingRows() takes other types of one kind", () => {
  assertEquals(rowsOf(stored([4, 2], "float32"), stored([3, 2], "bfloat16"))!.rows, 3);
  assertEquals(rowsOf(stored([4, 2], "float32"), stored([3, 2], "int32")), null);
});

Deno.test("leadingRows() leaves other shapes alone, and what has no row, data or plain order", () => {
  assertEquals(rowsOf(stored([4, 2]), stored([3, 3])), null);
  assertEquals(rowsOf(stored([4, 2]), stored([4, 2, 1])), null);
  assertEquals(rowsOf(stored([]), stored([1])), null);
  assertEquals(rowsOf(stored([4, 2]), stored([0, 2])), null);
  assertEquals(rowsOf(stored([4, 2]), meta([3, 2], "uint8")), null);
  assertEquals(rowsOf(stored([4, 2]), meta([3, 2], "uint8", { data: { blocks: () => [] } })), null);
});

Deno.test("leadingRows() leaves rows alone that end inside of a byte", () => {
  assertEquals(rowsOf(stored([4, 1], "float4_e2m1fn"), stored([3, 1], "float4_e2m1fn")), null);
  assertEquals(rowsOf(stored([4, 1], "float4_e2m1fn"), stored([2, 1], "float4_e2m1fn"))!.rows, 2);
});

Deno.test("leadingRows() cuts the scales of rows with them", () => {
  const quantized = (rows: number, axis: number, scales: readonly number[]) =>
    stored([rows, 2], "qint8", {
      quantization: { scheme: "per_channel", axis, scales, zeroPoints: scales.map(() => 0) },
    });
  const byRow = rowsOf(quantized(3, 0, [1, 2, 3]), quantized(2, 0, [1, 2]))!;
  assertEquals(byRow.old.quantization, byRow.new.quantization);
  assertEquals(byRow.old.quantization!.scales, [1, 2]);
  assertEquals(rowsOf(quantized(3, 1, [1, 2]), quantized(2, 1, [1, 2]))!.old.quantization!.scales, [1, 2]);
});
