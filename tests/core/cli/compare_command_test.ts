import { assertEquals } from "@std/assert";
import { captureRun } from "../../cases/capture_run.ts";

const ADAPTERS = new URL("../../../fixtures/analyses/adapters/", import.meta.url).pathname;

Deno.test("compareCommand() tells whether a model is a base with an adapter merged into it", async () => {
  const line = "base_bfloat16.safetensors merged_bfloat16.safetensors --analyses merged-adapter --top 1";
  const { status, stdout } = await captureRun([...line.split(" "), "--with", "adapter.safetensors"], ADAPTERS);
  const lines = stdout.split("\n"), first = lines.findIndex((line) => line.startsWith("merged-adapter"));
  assertEquals(status, 0);
  assertEquals(lines.slice(first, lines.indexOf("", first)), [
    "merged-adapter  whether new is old with the adapter of --with merged into it",
    "      scale 2.00  residual 0.00499  replay scale 2  rounding twice  exact 516",
    "      one ulp 516  elements 516  other changed 0",
    "  model.conv.weight",
    "      scale 2.00  residual 0.00676  replay scale 2  rounding twice  exact 108",
    "      one ulp 108  elements 108",
    "  3 more: --top 4",
  ]);
});

Deno.test('compareCommand() takes "--with" for analyses alone', async () => {
  const { status, stderr } = await captureRun(
    ["base.safetensors", "soup.safetensors", "--with", "tuned.safetensors"],
    ADAPTERS,
  );
  assertEquals(status, 2);
  assertEquals(
    stderr,
    'diffai: Flag "--with" is for analyses on request: "--analyses" names them; see "diffai --help"\n',
  );
});
