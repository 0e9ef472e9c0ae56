import { assertEquals } from "@std/assert";
import { nodeFacts, scalarFacts } from "../../../core/model/node_facts.ts";
import { float, list, meta } from "../make_tree.ts";

Deno.test("nodeFacts() gives a tensor's type and shape, and of a container what it is", () => {
  assertEquals(nodeFacts(meta([2, 3])), { dtype: "float32", shape: [2, 3], elements: 6 });
  assertEquals(nodeFacts(list()), { type: "list" });
});

Deno.test("scalarFacts() keeps spellings, and the beginning of many bytes", () => {
  assertEquals(scalarFacts(float(0.1, "0.10000000000000000001")).value, "0.10000000000000000001");
  assertEquals(scalarFacts({ kind: "scalar", type: "bytes", value: new Uint8Array([0, 255]) }).value, "00ff");
  const long = scalarFacts({ kind: "scalar", type: "bytes", value: new Uint8Array(5_000_000) }).value as string;
  assertEquals([long.length < 3000, long.endsWith("... (5000000 bytes)")], [true, true]);
});
