import { assertEquals } from "@std/assert";
import { isStructural, rankChanges } from "../../../core/report/rank_changes.ts";
import { measures, tensor, value } from "./make_report.ts";

Deno.test("rankChanges() puts structure first, then types, then values from large to small", () => {
  const ranked = rankChanges([
    tensor("same", { change: "unchanged" }),
    tensor("small", { measures: measures({ relative_l2: 0.001 }) }),
    value("epoch", 1, 2),
    tensor("cast", { change: "retyped" }),
    tensor("large", { measures: measures({ relative_l2: 0.5 }) }),
    tensor("b", { change: "added" }),
    { ...value("__metadata__.step", null, "3"), node: "metadata" },
    tensor("a", { change: "removed" }),
    tensor("from zero", { measures: measures({ relative_l2: null }) }),
    tensor("to NaN", { measures: measures({ relative_l2: null, l2: null }) }),
  ]);
  assertEquals(ranked.map(({ path }) => path), [
    "b",
    "a",
    "cast",
    "to NaN",
    "large",
    "small",
    "from zero",
    "epoch",
    "__metadata__.step",
    "same",
  ]);
});

Deno.test("isStructural() holds for nodes that came, went or are of another shape or type", () => {
  for (const change of ["added", "removed", "reshaped", "retyped", "renamed"] as const) {
    assertEquals(isStructural(tensor("a", { change })), true, change);
  }
  assertEquals(isStructural(tensor("a")), false);
  assertEquals(isStructural(tensor("a", { change: "unchanged" })), false);
  assertEquals(isStructural({ ...value("a", null, 1), node: "metadata" }), false);
  assertEquals(isStructural({ ...value("a", null, 1), node: "row" }), false);
});
