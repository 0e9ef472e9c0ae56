import { assertEquals } from "@std/assert";
import { type Contestant, contestantsOf } from "../../bench/contestants.ts";
import { whyLeftOut, whyNotMade } from "../../bench/left_out.ts";
import { ROWS } from "../../bench/rows.ts";

const NOTHING = { versions: {}, help: {} };

function find(row: string, contestant: string): [(typeof ROWS)[number], Contestant] {
  const found = ROWS.find(({ id }) => id === row)!;
  return [found, contestantsOf(found).find(({ id }) => id === contestant)!];
}

Deno.test("whyLeftOut() tells a peer without Python from one whose package is missing", () => {
  const torch = find("float32", "torch");
  assertEquals(whyLeftOut(...torch, NOTHING), "--python was not given");
  const versions = { python: "3.11", numpy: "2" };
  assertEquals(whyLeftOut(...torch, { versions, help: {} }), "torch, safetensors are not installed");
  const all = { ...versions, torch: "2.13.0", safetensors: "0.8.0" };
  assertEquals(whyLeftOut(...torch, { versions: all, help: {} }), undefined);
});

Deno.test("whyLeftOut() knows a compiled program that was not given, and a flag that a form of diffai has not", () => {
  const compiled = find("float32-distribution", "compiled");
  assertEquals(whyLeftOut(...compiled, NOTHING), "--program was not given");
  const old = { versions: {}, help: { compiled: "--top N" } };
  assertEquals(whyLeftOut(...compiled, old), "it has no flag --show-distribution");
  const fresh = { versions: {}, help: { compiled: "--show-distribution" } };
  assertEquals(whyLeftOut(...compiled, fresh), undefined);
});

Deno.test("whyLeftOut() keeps diffai on another pair with the form of diffai that it is", () => {
  const half = find("twice", "compiled on float32");
  assertEquals(whyLeftOut(...half, NOTHING), "--program was not given");
});

Deno.test("whyLeftOut() needs cmp for cmp, and nothing for an empty program", () => {
  assertEquals(whyLeftOut(...find("pth", "cmp on float32"), NOTHING), "there is no cmp");
  assertEquals(whyLeftOut(...find("documents", "empty"), NOTHING), undefined);
});

Deno.test("whyNotMade() asks for what a pair is made of, too", () => {
  assertEquals(whyNotMade("float32", NOTHING), undefined);
  assertEquals(whyNotMade("pth", NOTHING), "its files cannot be made: --python was not given");
  assertEquals(whyNotMade("resnet18_pth", NOTHING), "its files cannot be made: --python was not given");
});
