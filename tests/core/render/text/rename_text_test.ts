import { assertEquals } from "@std/assert";
import type { RenamedFrom, TensorFacts } from "../../../../core/model/report.ts";
import { type RenamedChange, renameLines } from "../../../../core/render/text/rename_text.ts";
import { createStyle } from "../../../../core/render/text/style.ts";
import { tensor } from "../../report/make_report.ts";

const PLAIN = createStyle(false);

function renamed(from: string, to: string, rewrite?: RenamedFrom["rewrite"]): RenamedChange {
  const place = { path: from, keys: [from] };
  const renamed_from = rewrite
    ? { ...place, basis: "inferred", rewrite } as const
    : { ...place, basis: "measured" } as const;
  return { ...tensor(to, { change: "renamed" }), renamed_from };
}

Deno.test("renameLines() tells all tensors of one rewrite in one line, and that it is inferred", () => {
  const rewrite = { old: "module.", new: "" };
  const cast = renamed("module.c", "c", rewrite), half: TensorFacts = { ...cast.new as TensorFacts, dtype: "float16" };
  const group = [renamed("module.a", "a", rewrite), renamed("module.b", "b", rewrite), { ...cast, new: half }];
  assertEquals(renameLines(group.slice(0, 2), 0, PLAIN), ["  > module.* -> *  2 tensors (INFERRED: names, shapes)"]);
  assertEquals(renameLines(group, 0, PLAIN), [
    "  > module.* -> *  3 tensors (INFERRED: names, shapes; 1 of another type)",
  ]);
  const shorter: TensorFacts = { ...half, shape: [3, 10] };
  assertEquals(renameLines([group[0]!, { ...cast, new: shorter }], 0, PLAIN), [
    "  > module.* -> *  2 tensors (INFERRED: names, shapes; 1 of another shape; 1 of another type)",
  ]);
});

Deno.test("renameLines() lists tensors that their bytes tell, as many as there is room for, and counts the rest", () => {
  const lines = renameLines([renamed("a", "b\n"), renamed("c.d", "e"), renamed("x", "y")], 2, PLAIN);
  assertEquals(lines, [
    '  > a -> "b\\n"  [10, 10]  float32  same bytes',
    "  > c.d -> e    [10, 10]  float32  same bytes",
    "  1 more renamed, same bytes: --show-structure",
  ]);
});

Deno.test("renameLines() escapes what a file calls its tensors", () => {
  const [line] = renameLines([renamed("\u001b[31m.a", "a", { old: "\u001b[31m.", new: "" })], 0, PLAIN);
  assertEquals(line!.includes("\u001b"), false);
});
