import { assertEquals, assertThrows } from "@std/assert";
import { factsIn, OwnExpressions } from "../../../core/analyse/own_expressions.ts";
import { UsageError } from "../../../core/model/errors.ts";

const OWN = new OwnExpressions("a-b", ["most"]);

Deno.test("OwnExpressions evaluate facts, limits and short functions", () => {
  const holds = OWN.condition("path.startsWith('fc') && new.max > limits.most && size(role) < 10");
  assertEquals(holds({ path: "fc.bias", role: "parameter", new: { max: 2 } }, { most: 1 }), true);
  assertEquals(holds({ path: "fc.bias", role: "parameter", new: { max: 1 } }, { most: 1 }), false);
});

Deno.test("OwnExpressions take a condition on a fact that is not known for one that does not hold", () => {
  assertEquals(OWN.condition("new.dtype == 'float16'")({ new: {} }, {}), false);
});

Deno.test("OwnExpressions ask whether a fact is known, which is no need of it", () => {
  const source = "has(analysis.channels) && analysis.symmetric_kl > limits.most";
  const holds = OWN.condition(source);
  assertEquals(holds({ analysis: { channels: 4, symmetric_kl: 2 } }, { most: 1 }), true);
  assertEquals(holds({ analysis: {} }, { most: 1 }), false);
  assertEquals(factsIn([source]), ["analysis.symmetric_kl"]);
});

Deno.test("OwnExpressions refuse what could take long, wherever it stands", () => {
  const sources = ["in_old && !path.matches('(a+)+$')", "[1].all(x, x > 0)", "in_old ? true : 'a'.matches('a')"];
  for (const source of sources) assertThrows(() => OWN.condition(source), UsageError, "it may call");
  assertThrows(() => OWN.condition("in_old".repeat(200)), UsageError, "longer than");
});
