import { assertEquals } from "@std/assert";
import { countBlocks } from "../../../core/model/count_blocks.ts";

Deno.test("countBlocks() counts outer blocks of the model alone, each side's own", () => {
  const tensor = (name: string, rest = {}) => ({
    parts: name.split("."),
    inOld: true,
    inNew: true,
    isState: false,
    ...rest,
  });
  assertEquals(
    countBlocks([
      tensor("layers.0.experts.0.w"),
      tensor("layers.0.experts.1.w"),
      tensor("layers.7.w", { inNew: false }),
      tensor("0.weight"),
      tensor("list.3"),
      tensor("optimizer.state.0.exp_avg", { isState: true }),
    ]),
    [{ name: "layers", old: 2, new: 1 }],
  );
});
