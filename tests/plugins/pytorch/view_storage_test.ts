import { assertEquals } from "@std/assert";
import { createMemorySource } from "../../../core/source/memory.ts";
import { StoredList } from "../../../plugins/pytorch/stored_list.ts";
import { torchTypeNamed } from "../../../plugins/pytorch/torch_type.ts";
import { viewStorage } from "../../../plugins/pytorch/view_storage.ts";

/** The offset, the span and the shown bytes of a view of a storage. */
function place(type: string, shape: readonly number[], strides: readonly number[], offset = 0): readonly number[] {
  const bytes = new StoredList().add("0", createMemorySource("0", new Uint8Array(400)));
  const torchType = torchTypeNamed(type)!;
  const storage = { type: torchType, elements: 400 / torchType.itemBytes, bytes, bigEndian: false };
  const { offset: start, span, shown } = viewStorage({ storage, type: torchType, shape, strides, offset });
  return [start, span, shown];
}

Deno.test("viewStorage() tells a column from all that it lies in", () => {
  assertEquals(place("float32", [10, 10], [10, 1]), [0, 400, 400]);
  assertEquals(place("float32", [10, 10], [1, 10]), [0, 400, 400]);
  assertEquals(place("float32", [10], [10], 3), [12, 364, 40]);
  assertEquals(place("float32", [2, 10], [10, 1], 50), [200, 80, 80]);
});

Deno.test("viewStorage() counts elements that an expanded view repeats once", () => {
  assertEquals(place("float16", [5, 4], [0, 1]), [0, 8, 8]);
  assertEquals(place("float16", [7, 3], [1, 1]), [0, 18, 18]); // windows that overlap
  assertEquals(place("float16", [], []), [0, 2, 2]);
  assertEquals(place("float16", [0, 4], [4, 1], 7), [14, 0, 0]);
});

Deno.test("viewStorage() counts packed elements by their bits", () => {
  assertEquals(place("quint4x2", [3, 3], [3, 1]), [0, 5, 5]);
  assertEquals(place("float4_e2m1fn_x2", [3, 2], [2, 1]), [0, 6, 6]);
});
