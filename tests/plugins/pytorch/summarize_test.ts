import { assertEquals } from "@std/assert";
import { summarizeTorch } from "../../../plugins/pytorch/summarize.ts";

Deno.test("summarizeTorch() tells the layout, and not what the file was called when it was saved", () => {
  const root = { kind: "map", entries: new Map() } as const;
  const { facts } = summarizeTorch({ root, container: { layout: "zip", byte_order: "little", root: "epoch_5" } });
  assertEquals(facts.slice(0, 2), [{ label: "layout", value: "zip" }, { label: "byte order", value: "little" }]);
  assertEquals(facts.some(({ label }) => label === "root"), false);
});
