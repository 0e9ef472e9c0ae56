import { assertEquals } from "@std/assert";
import { countCodes } from "../../../../core/measure/dequantize/count_codes.ts";
import { levelUse } from "../../../../core/measure/dequantize/level_use.ts";
import type { QuantizedLayer } from "../../../../core/model/quantized_layer.ts";
import { tensorOf } from "../make_tensor.ts";

function layerOf(members: Pick<QuantizedLayer, "parts" | "bits" | "elements" | "unpacking">): QuantizedLayer {
  return { name: "q", scheme: "any", partNames: [], shape: null, ...members };
}

Deno.test("countCodes() takes words apart and knows the ends of the range", async () => {
  const packed = tensorOf("int32", Int32Array.of(0x00f1f, 0), [1, 2]);
  const layer = layerOf({ parts: { packed }, bits: 4, elements: 16, unpacking: { kind: "gptq" } });
  const counted = (await countCodes(layer, 3, "a"))!;
  assertEquals([counted.counts[0], counted.counts[1], counted.counts[15]], [13, 1, 2]);
  assertEquals([counted.atLowest, counted.atHighest], [13, 2]);
  assertEquals(await countCodes({ ...layer, elements: 15 }, 8, "a"), null);
  assertEquals(await countCodes({ ...layer, bits: 3 }, 8, "a"), null);
});

Deno.test("countCodes() takes neither NaN nor infinity of float8 for the end of a range", async () => {
  const packed = tensorOf("float8_e5m2", Uint8Array.of(0x7b, 0xfb, 0x7c, 0x7f), [4]);
  const layer = layerOf({ parts: { packed }, bits: 8, elements: 4, unpacking: { kind: "scaled" } });
  const { atLowest, atHighest } = (await countCodes(layer, 8, "a"))!;
  assertEquals([atLowest, atHighest], [1, 1]);
});

Deno.test("levelUse() is null of nothing", () => {
  assertEquals(levelUse({ counts: new Float64Array(4), atLowest: 0, atHighest: 0 }), null);
});
