import { assert, assertEquals } from "@std/assert";
import type { SizeComparison, TensorSizes } from "../../../../core/model/size.ts";
import { sizeChange } from "../../../../core/report/size/size_change.ts";
import { bareInput } from "../../../../core/report/build_report.ts";
import { model, report } from "../../report/make_report.ts";
import { lines } from "./text_lines.ts";

const NOTHING = sizeChange(0, 0);

const SIZES: TensorSizes & SizeComparison = {
  file_bytes: sizeChange(2000, 1000),
  tensor_bytes: sizeChange(1600, 800),
  parameter_bytes: sizeChange(1600, 800),
  buffer_bytes: NOTHING,
  state_bytes: NOTHING,
  storage_bytes: sizeChange(1600, 800),
  slack_bytes: NOTHING,
  other_bytes: sizeChange(400, 200),
  bits_per_parameter: { old: 32, new: 16 },
  dtypes: [{ name: "float32", ...sizeChange(1600, 0) }, { name: "float16", ...sizeChange(0, 800) }],
  modules: [{ name: "a", ...sizeChange(1000, 900) }, { name: "b", ...sizeChange(600, 200) }],
  blocks: [],
};

async function sizeText(size: Partial<TensorSizes & SizeComparison>, options = {}): Promise<string[]> {
  const text = await lines(report([], { comparison: { ...model(), size: { ...SIZES, ...size } } }), {
    showSizeReduction: true,
    ...options,
  });
  const first = text.findIndex((line) => line.startsWith("Size in bytes:"));
  return text.slice(first, text.indexOf("", first));
}

Deno.test("sizeLines() puts the modules that changed most first and counts what it leaves out", async () => {
  assertEquals(await sizeText({}, { top: 1 }), [
    "Size in bytes:            old    new  change  new/old",
    "  file                  2,000  1,000  -1,000    0.500",
    "  tensors               1,600    800    -800    0.500",
    "    parameters          1,600    800    -800    0.500",
    "  headers and all else    400    200    -200    0.500",
    "  bits per parameter       32     16     -16    0.500",
    "By type:",
    "  float32               1,600      0  -1,600        0",
    "  1 more type: --top 2",
    "By module:",
    "  b                       600    200    -400    0.333",
    "  1 more module: --top 2",
  ]);
});

Deno.test("sizeLines() says why a figure is not known, once", async () => {
  const unknown = { old: null, new: null, change: null, ratio: null };
  const text = await sizeText({
    other_bytes: unknown,
    slack_bytes: unknown,
    unmeasured: { "other_bytes.old": "of X", "other_bytes.new": "of X", "slack_bytes.old": "there is none" },
  });
  assertEquals(text.filter((line) => line.includes("headers")), [
    "  headers and all else      -      -       -        -",
    "  headers and all else not known: of X",
  ]);
  assert(!text.join("\n").includes("there is none"), "what cannot be needs no word");
});

Deno.test("sizeLines() labels blocks as inferred, and shows slack with the storages that have it", async () => {
  const text = await sizeText({
    storage_bytes: sizeChange(1700, 800),
    slack_bytes: sizeChange(100, 0),
    blocks: [{ name: "layers", old: 12, new: 6 }, { name: "heads", old: 2, new: 2 }],
  });
  assertEquals(text.at(-1), "Blocks (INFERRED from numbered names): layers 12 -> 6, heads 2");
  assert(text.includes("  storages of tensors   1,700    800    -900    0.471"));
  assert(text.includes("    shown by no tensor    100      0    -100        0"));
});

Deno.test("sizeLines() keeps names of any length within the width, and escapes them", async () => {
  const name = `${"deep.".repeat(20)}\u001b[31m`;
  const text = await sizeText({ modules: [{ name, ...sizeChange(5, 1_000_000_000_000) }] });
  const at = text.indexOf("By module:");
  assert(text.slice(at).every((line) => !line.includes("\u001b")));
  assertEquals(text.at(-1)!.trim(), "5  1,000,000,000,000  +999,999,999,995  2.00e+11");
  assert(text.filter((line) => !line.includes("deep.")).every((line) => line.length <= 80));
});

Deno.test("sizeLines() lists the files of folders, those that came and went among them", async () => {
  const member = (old: number | null, fresh: number | null, path: string) =>
    report([], {
      inputs: {
        old: old === null ? null : bareInput(path, "binary", old),
        new: fresh === null ? null : bareInput(path, "binary", fresh),
      },
    });
  const files = { old: 2, new: 2, added: 1, removed: 1, changed: 1, unchanged: 0, failed: 0, left_out: 0 };
  const text = await lines(
    report([], {
      comparison: { kind: "folder", files, size: { file_bytes: sizeChange(30, 25) } },
      files: [member(10, 20, "a"), member(20, null, "b"), member(null, 5, "c")],
    }),
    { showSizeReduction: true },
  );
  assertEquals(text.slice(text.indexOf("By file:")), [
    "By file:",
    "  b              20    0     -20        0",
    "  a              10   20     +10        2",
    "  c               0    5      +5        -",
  ]);
});

Deno.test("sizeLines() says nothing where sizes were not asked for", async () => {
  const text = await lines(report([], { comparison: { ...model(), size: SIZES } }));
  assert(!text.some((line) => line.startsWith("Size")));
});
