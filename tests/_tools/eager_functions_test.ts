import { parseAst } from "@rollup/wasm-node/parseAst";
import { assertEquals } from "@std/assert";
import { eagerFunctions } from "../../_tools/eager_functions.ts";

/** Scripts whose functions come in every form that there is, each with what it sets `result` to. */
const SCRIPTS: Readonly<Record<string, readonly [code: string, result: unknown]>> = {
  "a declaration that is used before it": ["const result = one();\nfunction one() { return 1; }", 1],
  "declarations that call each other": [
    "function odd(n) { return n > 0 && even(n - 1); }\nfunction even(n) { return n === 0 || odd(n - 1); }\nconst result = odd(3);",
    true,
  ],
  "a declaration inside of another": [
    "function outer() { return inner();\nfunction inner() { return () => 2; } }\nconst result = outer()();",
    2,
  ],
  "arrows that end at one place": ["const add = (a) => (b) => c => a + b + c;\nconst result = add(1)(2)(3);", 6],
  "an arrow that gives an object": ["const make = () => ({ a: 1 });\nconst result = make();", { a: 1 }],
  "default values and arguments": ["const f = (g = () => 1, ...rest) => g() + rest.length;\nconst result = f();", 1],
  "generators": ["function* two() { yield 1; yield* (function* () { yield 2; })(); }\nconst result = [...two()];", [
    1,
    2,
  ]],
  "names of functions": [
    "const a = () => 0, b = function c() {};\nfunction d() {}\nconst result = [a.name, b.name, d.name];",
    [
      "a",
      "c",
      "d",
    ],
  ],
  "members of a class": [
    "class A { #x = 1; static of = () => new A(); get x() { return (() => this.#x)(); } async m() {} ['n']() { return 2; } }\n" +
    "const result = [A.of().x, new A().n()];",
    [1, 2],
  ],
  "members of an object": [
    "const o = { get x() { return 1; }, set x(v) {}, y() { return () => 2; }, async *z() {}, w: () => 3 };\n" +
    "const result = [o.x, o.y()(), o.w()];",
    [1, 2, 3],
  ],
  "this of a function": ["const o = { x: 1, f: function () { return this.x; } };\nconst result = o.f();", 1],
};

for (const [what, [code, result]] of Object.entries(SCRIPTS)) {
  Deno.test(`eagerFunctions() keeps what a script does: ${what}`, () => {
    assertEquals(resultOf(code), result);
    assertEquals(resultOf(eagerFunctions(code, parseAst(code))), result);
  });
}

Deno.test("eagerFunctions() leaves imports and exports where they are", () => {
  const code = 'import { a } from "./a.js";\nasync function b() { await a(); }\nexport { b };\n';
  const eager = 'var b = (async function b() { await a(); });\nimport { a } from "./a.js";\n\nexport { b };\n';
  assertEquals(eagerFunctions(code, parseAst(code)), eager);
});

function resultOf(code: string): unknown {
  return new Function(`"use strict";\n${code}\nreturn result;`)();
}
