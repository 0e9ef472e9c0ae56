import { assert, assertEquals, assertRejects } from "@std/assert";
import { createContext } from "../../../core/load/create_context.ts";
import { FormatError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { type ObjectPart, readObjectParts } from "../../../plugins/safetensors/object_parts.ts";

const CONTEXT = createContext({
  limits: DEFAULT_LIMITS,
  file: "a.safetensors",
  sibling: () => Promise.reject(new TypeError("No siblings")),
  note: () => {},
});

/** What comes before the object in the file. */
const START = 8;

/** The parts of an object whose text begins at byte `START`. */
async function partsOf(text: string | Uint8Array): Promise<ObjectPart[]> {
  const json = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const bytes = new Uint8Array(START + json.length + 5);
  bytes.set(json, START);
  const seen = new Set<string>(), parts: ObjectPart[] = [];
  const range = { start: START, end: START + json.length, what: "header" };
  const source = createMemorySource("a.safetensors", bytes);
  for await (const part of readObjectParts(source, range, CONTEXT, (key) => seen.has(key))) {
    for (const key of Object.keys(part.members)) seen.add(key);
    parts.push(part);
  }
  return parts;
}

async function refuses(text: string | Uint8Array, message: string): Promise<void> {
  const error = await assertRejects(() => partsOf(text), FormatError);
  assertEquals(error.message, `Cannot read "a.safetensors" at byte ${message}`);
}

/** Members that take more than two blocks, with whatever could be taken for the end of one. */
const MEMBERS = Array.from(
  { length: 3000 },
  (_, index) => `"層.${index}\\"},{": {"a": [1, "],\\\\"], "b": {"c": ${index}}}`,
);

Deno.test("readObjectParts() gives every member of a long object, in parts", async () => {
  const text = `{${MEMBERS.join(",\n ")}}  `;
  const parts = await partsOf(text);
  assert(parts.length > 2);
  assertEquals(parts.flatMap(({ members }) => Object.entries(members)), Object.entries(JSON.parse(text)));
});

Deno.test("readObjectParts() takes an empty object, white space, and one member longer than a block", async () => {
  assertEquals((await partsOf("{}")).map(({ members }) => members), [{}]);
  assertEquals((await partsOf("{ \n} ")).map(({ members }) => members), [{}]);
  const long = { a: "x".repeat(200_000) };
  assertEquals((await partsOf(JSON.stringify(long))).map(({ members }) => members), [long]);
});

Deno.test("readObjectParts() tells where the text stops being JSON, in whichever part", async () => {
  const start = `{${MEMBERS.join(",")}`;
  const bytesOf = (text: string) => START + new TextEncoder().encode(text).length;
  await refuses("{", `${START + 1}: its header is not valid JSON`);
  await refuses("{,}", `${START + 1}: its header is not valid JSON`);
  await refuses('{"a": 1,}', `${START + 8}: its header is not valid JSON`);
  await refuses('{"a": 1, }  ', `${START + 9}: its header is not valid JSON`);
  await refuses('{"a": 1]', `${START + 7}: its header is not valid JSON`);
  await refuses('{"a": 1} x', `${START + 9}: its header is not valid JSON`);
  await refuses('{"a": 1}, "b": 2}', `${START + 8}: its header is not valid JSON`);
  await refuses(start, `${bytesOf(start)}: its header is not valid JSON`);
  await refuses(`${start}, "z" 1}`, `${bytesOf(`${start}, "z" `)}: its header is not valid JSON`);
  await refuses(`${start},}`, `${bytesOf(`${start},`)}: its header is not valid JSON`);
  await refuses(`{"a": tru, ${start.slice(1)}}`, `${START}: its header is not valid JSON`);
});

Deno.test("readObjectParts() refuses a key of another part, and one that is spelled otherwise", async () => {
  const start = `{"\\u0061": 0, ${MEMBERS.join(",")}, `;
  const offset = START + new TextEncoder().encode(start).length;
  await refuses(`${start}"a": 1}`, `${offset}: its header has the name "a" twice`);
});

Deno.test("readObjectParts() tells the byte that is not UTF-8", async () => {
  const bytes = new TextEncoder().encode(`{${MEMBERS.join(",")}, "x": 1}`);
  bytes[bytes.length - 5] = 0xff;
  await refuses(bytes, `${START + bytes.length - 5}: the bytes are not UTF-8 text`);
});
