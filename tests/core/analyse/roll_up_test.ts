import { assertEquals } from "@std/assert";
import { rollUp, STATE } from "../../../core/analyse/roll_up.ts";
import type { Said } from "../../../core/analyse/shared_modules.ts";
import { tensor } from "../report/make_report.ts";

/** Rolls up what a rule says of tensors: a message, "-" for nothing, "" where it does not apply. */
function rolled(said: Readonly<Record<string, string>>, whole = false): (string | number | undefined)[][] {
  const changes = Object.keys(said).map((path) => tensor(path));
  const states = Uint8Array.from(
    Object.values(said),
    (message) => message === "" ? STATE.outside : message === "-" ? STATE.nothing : STATE.found,
  );
  const found = Object.values(said).filter((message) => message !== "" && message !== "-").map((
    message,
  ): Said => ({ severity: "info", message }));
  return rollUp(changes, { states, said: found }, whole ? { together: "whole" } : {}).map((
    { path, message, tensors },
  ) => [path, message, tensors]);
}

Deno.test("rollUp() tells of the model what is true of all tensors", () => {
  assertEquals(rolled({ "a.w": "x", "a.b": "x", c: "x" }), [["", "all 3 tensors: x", 3]]);
  assertEquals(rolled({ "a.w": "x", "a.b": "x", c: "" }), [["", "all 2 tensors: x", 2]]);
});

Deno.test("rollUp() tells of the coarsest module of which it is true, in the order of tensors", () => {
  const said = { "c": "x", "a.0.w": "x", "a.0.b": "x", "a.1.w": "x", "b.w": "-", "b.c.0": "x", "b.c.1": "x" };
  assertEquals(rolled(said), [["c", "x", undefined], ["a", "all 3 tensors: x", 3], ["b.c", "all 2 tensors: x", 2]]);
  assertEquals(rolled(said, true), [["a", "all 3 tensors: x", 3], ["b.c", "all 2 tensors: x", 2]]);
});

Deno.test("rollUp() counts a tensor whose name begins with a dot once", () => {
  assertEquals(rolled({ ".a": "x", "b": "x" }), [["", "all 2 tensors: x", 2]]);
});

Deno.test("rollUp() keeps apart what is not the same", () => {
  assertEquals(rolled({ "a.0": "x", "a.1": "y", "b": "x" }), [["a.0", "x", undefined], ["a.1", "y", undefined], [
    "b",
    "x",
    undefined,
  ]]);
  assertEquals(rolled({ "a.0": "x", "a.1": "y" }, true), []);
  assertEquals(rolled({ "a.0": "x", "b.0": "x", "b.1": "-" }), [["a.0", "x", undefined], ["b.0", "x", undefined]]);
});

Deno.test("rollUp() finds the tensors of a module wherever they are in the file", () => {
  const said = { "b.w": "x", "a.w": "x", "a-b": "-", "a": "-", "b.b": "x", "a.0.w": "x", "b-c.w": "-" };
  assertEquals(rolled(said), [["b", "all 2 tensors: x", 2], ["a", "all 2 tensors: x", 2]]);
});
