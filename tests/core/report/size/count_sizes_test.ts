import { assertEquals } from "@std/assert";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import type { TensorTask } from "../../../../core/model/tensor_task.ts";
import { countSizes } from "../../../../core/report/size/count_sizes.ts";
import { meta } from "../../make_tree.ts";

const FILE = { bytes: 1000, stateDict: [], isCompressed: false, isFiltered: false };

function task(path: string, role: TensorTask["role"], node: TensorNode): TensorTask {
  return { path, keys: [path], role, change: "revalued", old: node, new: node };
}

function stored(
  shape: readonly number[],
  dtype: Parameters<typeof meta>[1],
  rest: Partial<TensorNode> = {},
): TensorNode {
  return meta(shape, dtype, { data: { blocks: () => [] }, ...rest });
}

function sizes(tasks: readonly TensorTask[], file: Partial<typeof FILE> = {}) {
  return countSizes(tasks, { old: { ...FILE, ...file }, new: { ...FILE, ...file } });
}

Deno.test("countSizes() counts tied tensors once, and nothing for what has no elements", () => {
  const weight = stored([10], "float32");
  const { tensor_bytes, parameter_bytes, bits_per_parameter } = sizes([
    task("a", "parameter", weight),
    task("b", "parameter", weight),
    task("c", "parameter", meta([10])),
  ]);
  assertEquals([tensor_bytes!.old, parameter_bytes!.old, bits_per_parameter!.old], [40, 40, 32]);
});

Deno.test("countSizes() claims no bits per parameter where integers may be packed weights", () => {
  const norm = task("norm.weight", "parameter", stored([4], "float16"));
  const packed = task("fc.qweight", "buffer", stored([4, 4], "int32"));
  const index = task("relative_position_index", "buffer", stored([4, 4], "int32"));
  assertEquals(sizes([norm, index]).bits_per_parameter, { old: 16, new: 16 });
  const { bits_per_parameter, unmeasured } = sizes([norm, packed]);
  assertEquals(bits_per_parameter, { old: null, new: null });
  assertEquals(unmeasured!["bits_per_parameter.new"], 'integers may be packed weights, as "fc.qweight"');
  assertEquals(sizes([]).unmeasured!["bits_per_parameter.old"], "there are no parameters");
});

Deno.test("countSizes() claims no overhead that it cannot tell", () => {
  const weight = task("a", "parameter", stored([10], "float32"));
  assertEquals(sizes([weight]).other_bytes!.old, 960);
  for (const file of [{ isFiltered: true }, { isCompressed: true }, { bytes: 30 }]) {
    const { other_bytes, unmeasured } = sizes([weight], file);
    assertEquals([other_bytes!.old, typeof unmeasured!["other_bytes.old"]], [null, "string"]);
  }
  const storage = { key: "0", size: 40, isStored: false, offset: 0, span: 40, shown: 40 };
  assertEquals(sizes([task("a", "parameter", stored([10], "float32", { storage }))]).other_bytes!.old, null);
});
