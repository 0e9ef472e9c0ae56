import { assertEquals, assertRejects } from "@std/assert";
import { FormatError, LimitError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import plugin from "../../../plugins/safetensors/plugin.ts";
import { loadBytes, tensorsOf } from "../load_fixture.ts";
import { safetensorsFile as file } from "./safetensors_file.ts";

async function refuses(header: string, dataBytes: number, message: string): Promise<void> {
  const error = await assertRejects(() => loadBytes(plugin, "a.safetensors", file(header, dataBytes)), FormatError);
  assertEquals(error.message, `Cannot read "a.safetensors"${message}`);
}

function entry(start: number, end: number, shape: string = `[${end - start}]`, dtype = "U8"): string {
  return `{"dtype": "${dtype}", "shape": ${shape}, "data_offsets": [${start}, ${end}]}`;
}

Deno.test("readHeader() says what is wrong with coverage", async () => {
  await refuses(`{"a": ${entry(0, 4)}, "b": ${entry(3, 7)}}`, 7, ' at "b": its data overlap those of "a"');
  await refuses(`{"a": ${entry(0, 4)}, "b": ${entry(6, 7)}}`, 7, ' at "b": before its data is a hole of 2 bytes');
  await refuses(`{"a": ${entry(1, 4)}}`, 4, ' at "a": before its data is a hole of 1 bytes');
  const at = 8 + `{"a": ${entry(0, 4)}}`.length;
  await refuses(`{"a": ${entry(0, 4)}}`, 6, ` at byte ${at + 4}: after its tensors the file goes on for 2 bytes`);
  await refuses(
    `{"a": ${entry(0, 4)}}`,
    3,
    ` at byte ${at + 3}: its tensors end at byte ${at + 4}, but the file has ${at + 3} bytes`,
  );
});

Deno.test("readHeader() says what is wrong with a tensor", async () => {
  const text = "its shape [2, 3] of float32 takes 24 bytes, but its data_offsets give it 20";
  await refuses(`{"a": ${entry(0, 20, "[2, 3]", "F32")}}`, 20, ` at "a": ${text}`);
  await refuses(
    `{"a": ${entry(0, 2, "[3]", "F4")}}`,
    2,
    ' at "a": its shape [3] of float4_e2m1fn does not end with a whole byte',
  );
  await refuses(`{"a": ${entry(0, 1, "[-1]")}}`, 1, ' at "a": its shape is not a list of counts');
  await refuses(
    `{"a": ${entry(0, 1, "[1.0]")}}`,
    1,
    " at byte 41: a shape has a number that is not written as a plain count",
  );
  await refuses(`{"a": ${entry(0, 1, '["1"]')}}`, 1, ' at "a": its shape is not a list of counts');
  await refuses('{"a": 1}', 0, ' at "a": its entry in the header is not an object');
});

Deno.test("readHeader() says what is wrong with the JSON", async () => {
  await refuses(' {"a": 1}', 0, ' at byte 8: its header does not start with "{"');
  await refuses('{"a": 1]', 0, " at byte 15: its header is not valid JSON");
  await refuses(
    `{"ä": ${entry(0, 0)}, "\\u00e4": ${entry(0, 0)}}`,
    0,
    ' at byte 70: its header has the name "ä" twice',
  );
  await refuses('{"__metadata__": []}', 0, ' at "__metadata__": it is not an object');
});

Deno.test("readHeader() keeps to the limit on headers", async () => {
  const limits = { ...DEFAULT_LIMITS, headerBytes: 10 };
  await assertRejects(
    () => loadBytes(plugin, "a.safetensors", file(`{"a": ${entry(0, 1)}}`, 1), { limits }),
    LimitError,
    "at byte 0: its header is said to have 60 bytes, more than 10",
  );
});

Deno.test("readHeader() takes what the reference takes: padding, null metadata, unknown fields, empty tensors", async () => {
  const header = `{"__metadata__": null, "b": ${
    entry(0, 0)
  }, "1": {"x": 0.5, "dtype": "BOOL", "shape": [], "data_offsets": [0,1]}}  `;
  const { artefact } = await loadBytes(plugin, "a.safetensors", file(header, 1));
  assertEquals([...tensorsOf(artefact.root).keys()], ["b", "1"]);
  assertEquals(artefact.metadata, undefined);
});
