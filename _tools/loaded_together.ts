import { writeAll } from "../bench/inputs/safetensors_writer.ts";

/** Command lines in `fixtures/cases` that between them need what most comparisons do. `MODEL` is a pair worth the kernel. */
const LINES: readonly string[] = [
  "results_json/old.json results_json/new.json",
  "MODEL",
  "fine_tuned/old.pth fine_tuned/new.pth",
  "fine_tuned/old.pth fine_tuned/new.pth --format json",
  "fine_tuned/old.pth fine_tuned/new.pth --analyses all",
  "MODEL --show-distribution",
  "quantized_scaled/old.safetensors quantized_scaled/new.safetensors --quantization-analysis",
  "head_resized/old.pth head_resized/new.pth --tensor-details --show-size-reduction",
  "npy_changed/old.npy npy_changed/new.npy",
  "config_yaml/old.yaml config_yaml/new.yaml",
  "csv_cells/old.csv csv_cells/new.csv",
  "experiment/old experiment/new",
];

/** The model's float32 tensors by the elements of each: worth the kernel, with blocks and a normalisation. */
const TENSORS: Readonly<Record<string, number>> = {
  "layer1.0.conv1.weight": 65536,
  "layer1.0.bn1.weight": 64,
  "layer1.0.bn1.running_mean": 64,
  "layer1.0.bn1.running_var": 64,
  "layer1.1.conv1.weight": 65536,
};

/** Has the engine write each script that it is given to standard output, in a line of its own. */
const LOG_SCRIPTS = "--v8-flags=--log-function-events,--no-logfile-per-isolate,--logfile=-";

/**
 * The scripts of a folder by the group that each belongs to: those that the same
 * command lines load, found by running them. What none loads is in no group.
 */
export async function loadedTogether(folder: string): Promise<ReadonlyMap<string, string>> {
  const model = writeModel(folder), runs: (readonly string[])[] = [];
  for (const line of LINES) runs.push(await loadedScripts(folder, line.replace("MODEL", model)));
  return groupByRuns(runs);
}

/**
 * Names the group of each script after the runs that loaded it.
 *
 * @example
 * ```ts
 * import { groupByRuns } from "./loaded_together.ts";
 * import { assertEquals } from "@std/assert";
 * const groups = groupByRuns([["cli.js", "json.js"], ["cli.js", "a.js", "b.js"]]);
 * assertEquals([...groups], [["cli.js", "runs_0_1"], ["json.js", "runs_0"], ["a.js", "runs_1"], ["b.js", "runs_1"]]);
 * ```
 */
export function groupByRuns(runs: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const [run, scripts] of runs.entries()) {
    for (const script of new Set(scripts)) groups.set(script, `${groups.get(script) ?? "runs"}_${run}`);
  }
  return groups;
}

/** Writes a small model pair; gives both paths. */
function writeModel(folder: string): string {
  const paths = ["old", "new"].map((side) => `${Deno.realPathSync(folder)}/${side}.safetensors`);
  let end = 0;
  const entries = Object.entries(TENSORS).map(([name, elements]) => {
    const data_offsets = [end, end += 4 * elements];
    return [name, { dtype: "F32", shape: [elements], data_offsets }];
  });
  const json = JSON.stringify(Object.fromEntries(entries));
  const header = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  for (const [side, path] of paths.entries()) {
    using file = Deno.openSync(path, { write: true, create: true, truncate: true });
    writeAll(file, new Uint8Array(BigUint64Array.of(BigInt(header.length)).buffer));
    writeAll(file, header);
    writeAll(file, new Uint8Array(Float32Array.from({ length: end / 4 }, (_, i) => 1 + side / (i + 1)).buffer));
  }
  return paths.join(" ");
}

/** Names of the scripts of a folder that a command line loads. */
async function loadedScripts(folder: string, line: string): Promise<string[]> {
  const root = Deno.realPathSync(folder), url = new URL(`file://${root}/`).href;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-read", LOG_SCRIPTS, `${root}/cli.js`, ...line.split(" ")],
    cwd: new URL("../fixtures/cases/", import.meta.url).pathname,
  }).output();
  const text = new TextDecoder();
  if (code === 2) throw new Error(`Cannot run "${line}": ${text.decode(stderr)}`);
  const scripts = [...text.decode(stdout).matchAll(/^script-details,\d+,([^,]*),/gm)].map(([, script]) => script!);
  return scripts.filter((script) => script.startsWith(url)).map((script) => script.slice(url.length));
}
