import { assertEquals, assertNotEquals } from "@std/assert";
import { contentDigest } from "../../../core/match/content_digest.ts";
import { dtype } from "../../../core/model/dtype.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { plainData } from "../../../core/source/plain_data.ts";

const BYTES = Uint8Array.from({ length: 999 }, (_, index) => index * 7);

function digestOf(bytes: Uint8Array, type = dtype("uint8"), blockBytes = 64): Promise<string> {
  return contentDigest({ dtype: type, data: plainData(createMemorySource("a", bytes)) }, blockBytes);
}

Deno.test("contentDigest() depends on every byte and on nothing else", async () => {
  assertEquals(await digestOf(BYTES), await digestOf(BYTES.slice()));
  for (const index of [0, 63, 64, 500, 998]) {
    assertNotEquals(await digestOf(BYTES.with(index, 1)), await digestOf(BYTES), `byte ${index}`);
  }
});

Deno.test("contentDigest() asks for blocks of whole elements", async () => {
  for (
    const [type, blockBytes] of [[dtype("complex128"), 1], [dtype("float6_e2m3fn"), 7], [dtype("float32"), 33]] as const
  ) {
    const asked: number[] = [];
    const data = {
      blocks: (size: number) => {
        asked.push(size);
        return [BYTES];
      },
    };
    await contentDigest({ dtype: type, data }, blockBytes);
    assertEquals([asked.length, asked[0]! * 8 % type.bits, asked[0]! > 0], [1, 0, true], type.name);
  }
});
