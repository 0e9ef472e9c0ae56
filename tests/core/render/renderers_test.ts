import { assert, assertEquals } from "@std/assert";
import { parse, stringify } from "@std/yaml";
import fc from "fast-check";
import { encodeValue } from "../../../core/render/encode_report.ts";
import { DEFAULT_RENDER_OPTIONS } from "../../../core/render/render_options.ts";
import { renderPieces, renderReport } from "../../../core/render/renderers.ts";
import { measures, report, tensor, value } from "../report/make_report.ts";

const EXTREME = report([
  tensor("a", {
    measures: measures({ snr_db: Infinity, max_abs: 2n ** 64n, max_abs_old: NaN, cosine: null, max_abs_index: null }),
    unmeasured: { cosine: "the old tensor is all zero" },
  }),
  value("nan", NaN, -Infinity),
  value("tricky", "NaN", "12"),
  value("more", "null", "yes"),
  value("lines", "a\nb: c\n", "# no comment"),
  value("key: value", "", "- x"),
  value("\u001b\u0000\u2028", "\ud800", "\u{1f600}"),
]);

Deno.test("renderJson() is valid JSON with NaN, infinities and large integers as strings", async () => {
  const text = await renderReport(EXTREME, "json", DEFAULT_RENDER_OPTIONS);
  const data = JSON.parse(text);
  assert(text.endsWith("}\n"));
  const { snr_db, max_abs, max_abs_old, cosine } = data.changes[0].measures;
  assertEquals([snr_db, max_abs, max_abs_old, cosine], ["Infinity", "18446744073709551616", "NaN", null]);
  assertEquals([data.changes[1].old.value, data.changes[1].new.value], ["NaN", "-Infinity"]);
});

Deno.test("renderYaml() holds the same data as JSON", async () => {
  const yaml = await renderReport(EXTREME, "yaml", DEFAULT_RENDER_OPTIONS);
  assertEquals(parse(yaml), JSON.parse(await renderReport(EXTREME, "json", DEFAULT_RENDER_OPTIONS)));
});

Deno.test("renderYaml() holds any text and number of a file", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..." \n:-#'\"{}[]&*!|>%@`?,~0123456789.eE+_xyntruefalsyo\t\\") }),
  );
  await fc.assert(
    fc.asyncProperty(text, text, fc.double(), async (path, content, number) => {
      const of = report([value(path, content, number)]);
      const yaml = await renderReport(of, "yaml", DEFAULT_RENDER_OPTIONS);
      const json = await renderReport(of, "json", DEFAULT_RENDER_OPTIONS);
      assertEquals(parse(yaml), JSON.parse(json));
    }),
    { seed: 1, numRuns: 1000 },
  );
});

Deno.test("encodeValue() keeps keys of any name and leaves out what is undefined", () => {
  const encoded = encodeValue({ a: undefined, ["__proto__x"]: 1n, b: [null, true, "x"] });
  assertEquals(encoded, { ["__proto__x"]: 1, b: [null, true, "x"] });
  assertEquals(JSON.stringify(encodeValue(JSON.parse('{"__proto__": 1}'))), '{"__proto__":1}');
});

Deno.test("renderReport() lists unchanged tensors in machine formats only with --tensor-details", async () => {
  const of = report([tensor("a"), tensor("b", { change: "unchanged" })]);
  const count = async (tensorDetails: boolean) =>
    JSON.parse(await renderReport(of, "json", { ...DEFAULT_RENDER_OPTIONS, tensorDetails })).changes.length;
  assertEquals([await count(false), await count(true)], [1, 2]);
});

Deno.test("renderJson() gives in pieces what JSON.stringify gives, files of folders and empty lists as well", async () => {
  const of = { ...EXTREME, files: [EXTREME, report([]), EXTREME] };
  const json = await renderReport(of, "json", DEFAULT_RENDER_OPTIONS);
  assertEquals(json, `${JSON.stringify(encodeValue(of), null, 2)}\n`);
});

Deno.test("renderYaml() gives in pieces what the library gives for the whole", async () => {
  const of = { ...EXTREME, files: [EXTREME, report([]), EXTREME] };
  const yaml = await renderReport(of, "yaml", DEFAULT_RENDER_OPTIONS);
  assertEquals(yaml, stringify(encodeValue(of), { useAnchors: false, lineWidth: -1 }));
});

Deno.test("renderPieces() takes a report that is longer than a text can be", async () => {
  const path = "a".repeat(1_000_000);
  const changes = Array.from({ length: 600 }, () => value(path, 1, 2));
  let length = 0;
  for (const piece of await renderPieces(report(changes), "json", DEFAULT_RENDER_OPTIONS)) length += piece.length;
  assert(length > 600 * path.length);
});
