import { assertEquals } from "@std/assert";
import { readState } from "../../../core/quantization/read_state.ts";
import { tensorOf } from "../measure/make_tensor.ts";

async function stateOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  return await readState(tensorOf("uint8", bytes, [bytes.length]));
}

Deno.test("readState() reads what bitsandbytes writes, with and without nested scales", async () => {
  assertEquals(await stateOf('{"blocksize": 64, "shape": [8, 96]}'), { shape: [8, 96], blockSize: 64, nested: null });
  const nested = '{"blocksize": 64, "shape": [2], "nested_blocksize": 256, "nested_offset": 0.5}';
  assertEquals((await stateOf(nested))?.nested, { blockSize: 256, offset: 0.5 });
});

Deno.test("readState() takes nothing else for a state", async () => {
  const others = [
    "",
    "[1]",
    "null",
    '{"blocksize": 64}',
    '{"blocksize": 0, "shape": [1]}',
    '{"blocksize": 64, "shape": [-1]}',
    '{"blocksize": 64, "shape": [1], "nested_blocksize": 256}',
    '{"blocksize": 64, "shape": "8"}',
  ];
  for (const text of others) assertEquals(await stateOf(text), null, text);
  assertEquals(await readState(tensorOf("int8", new Int8Array(2), [2])), null);
});
