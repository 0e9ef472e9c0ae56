import { assert, assertEquals } from "@std/assert";
import { MAY_SPAWN, spawnRun } from "../cases/spawn_run.ts";

const CASES = new URL("../../fixtures/cases/", import.meta.url).pathname;

/** A pair of each format, and folders. */
const PAIRS: readonly (readonly [old: string, fresh: string])[] = [
  ["fine_tuned/old.pth", "fine_tuned/new.pth"],
  ["container_legacy/old.pth", "container_legacy/new.legacy.pth"],
  ["container_npz_safetensors/old.npz", "container_npz_safetensors/new.safetensors"],
  ["npy_changed/old.npy", "npy_changed/new.npy"],
  ["results_json/old.json", "results_json/new.json"],
  ["config_yaml/old.yaml", "config_yaml/new.yaml"],
  ["csv_against_tsv/old.csv", "csv_against_tsv/new.tsv"],
  ["experiment/old", "experiment/new"],
];

const DENIED = ["env", "net", "write", "run", "ffi", "sys"].map((name) => `--deny-${name}`);

for (const pair of PAIRS) {
  Deno.test({
    name: `leave to read is enough to compare ${pair.join(" with ")}`,
    ignore: !MAY_SPAWN,
    async fn() {
      const result = await spawnRun(pair, { folder: CASES, permissions: ["--allow-read", ...DENIED] });
      assertEquals([result.status, result.stderr], [0, ""]);
      assert(result.stdout.length > 0);
      // Only the two inputs, and diffai's own modules, are looked at.
      const narrow = pair.map((path) => CASES + path.replace(/\/[^/]*$/, ""));
      assertEquals(await spawnRun(pair, { folder: CASES, permissions: [`--allow-read=${narrow}`, ...DENIED] }), result);
    },
  });
}
