import { assert, assertEquals } from "@std/assert";
import { MAY_SPAWN } from "../cases/spawn_run.ts";
import { loadedModules } from "./loaded_modules.ts";

const CASES = new URL("../../fixtures/cases/", import.meta.url).pathname;

/** What only some inputs and flags need: modules of the repository and of packages. */
const PARTS = {
  comparison: /^core\/(pipeline|compare_paths|side)\.ts$|^core\/(match|analyse|rules|report)\//,
  help: /^core\/cli\/help\.ts$/,
  show: /^core\/(show_pipeline|cli\/show_command|render\/render_description)\.ts$/,
  "nearest name": /^(_std\/text\.ts|core\/cli\/suggest_name\.ts|deno-std\/text\/.*)$/,
  configuration: /^core\/cli\/config\/(?!(configure|find_config|print_config)\.)/,
  "rules of one's own": /^core\/analyse\/own_expressions\.ts$|^@marcbachmann\//,
  globs: /^core\/resolve\/glob_filter\.ts$|^picomatch\//,
  "text output": /^core\/render\/text\/render_text\.ts$/,
  "widths of characters": /^core\/render\/text\/text_width\.ts$|^get-east-asian-width\//,
  "JSON output": /^core\/render\/(render_json|json_pieces)\.ts$/,
  "YAML output": /^core\/render\/(render_yaml|yaml_pieces)\.ts$|^deno-std\/yaml\//,
  tensors: /^core\/(tensor_pipeline|compare\/(tensor_tasks|tied_names)|report\/tensor_change)\.ts$/,
  "tensor values": /^core\/measure\/(?!analyses\/)/,
  "choice of analyses": /^core\/measure\/analyses\/(default_analyses|registry|survey_tensors|norm_name)\.ts$/,
  analyses: /^core\/(analysis_pipeline|measure\/analyses\/analysis_run)\.ts$/,
  "depths of models": /^core\/measure\/analyses\/structure\/depth\.ts$/,
  "statistics of normalisations": /^core\/measure\/analyses\/training\/normalisation_statistics\.ts$/,
  "scales of normalisations": /^core\/measure\/analyses\/health\/normalisation_scales\.ts$/,
  "equal tensors": /^core\/measure\/analyses\/storage\/(equal_tensors|alike_tensors|hold_same)\.ts$/,
  "analyses on request":
    /^core\/(measure\/analyses\/(?!.*\/(depth|widths|normalisation_statistics|normalisation_scales|equal_tensors|alike_tensors|hold_same)\.)[a-z]+\/|render\/text\/analysis_text\.ts$)/,
  "counting for analyses": /^core\/measure\/analyses\/pair_counting\.ts$/,
  "renamed tensors": /^core\/match\/match_(renames|by_rewrite)\.ts$/,
  "content of renamed tensors": /^core\/match\/(match_by_content|content_digest)\.ts$/,
  "resized tensors": /^core\/compare\/leading_rows\.ts$/,
  "text of renamed tensors": /^core\/render\/text\/rename_text\.ts$/,
  "tensor text": /^core\/render\/text\/(model_text|structure_text|structure_tree|tensor_text)\.ts$/,
  quantization: /^core\/(quantization_pipeline|quantized_side|render\/text\/(quantization|layer_error)_text)\.ts$/,
  "quantized layers": /^core\/(quantization|measure\/dequantize)\//,
  "quantized layers beside floating-point ones": /^core\/(quantized_tensors|render\/text\/quantized_layers_text)\.ts$/,
  "tensor details": /^core\/render\/text\/tensor_details\.ts$/,
  sizes: /^core\/(size_pipeline\.ts|report\/size\/.*|render\/text\/size_text\.ts)$/,
  tables: /^core\/(compare\/(cell|pair_columns|row_cursor|table.*)|render\/text\/table_text)\.ts$/,
  "container metadata": /^core\/compare\/metadata\.ts$/,
  "equal bytes": /^core\/(byte_verdict|compare\/(compared_range|first_difference))\.ts$/,
  "unknown formats": /^core\/(plain_pipeline|detect\/describe_bytes|render\/text\/plain_text)\.ts$/,
  folders: /^core\/(folder_pipeline|resolve\/(pair_folders|walk_folder)|render\/text\/folder_text)\.ts$/,
  "users' plugins": /^core\/(resolve\/(user_plugin|check_plugin|strip_types)|load\/check_artefact)\.ts$|^@swc\//,
  "streams and addresses": /^core\/source\/(http|stream)\.ts$/,
  "zip archives": /^core\/source\/zip_member\.ts$|^fflate\//,
  pickles: /^plugins\/pickle\/(machine|read_pickle|to_tree)\.ts$/,
  PyTorch: /^plugins\/pytorch\/(open_file|.*_(layout|library|view))\.ts$/,
  safetensors: /^plugins\/safetensors\/(?!manifest\.)/,
  NumPy: /^plugins\/numpy\/(load|record)_.*\.ts$/,
  JSON: /^plugins\/json\/(?!manifest\.)|^jsonc-parser\//,
  YAML: /^plugins\/yaml\/(?!manifest\.)|^js-yaml\//,
  CSV: /^plugins\/csv\/(?!manifest\.)|^deno-std\/csv\//,
} as const satisfies Readonly<Record<string, RegExp>>;

type Part = keyof typeof PARTS;

const TEXT: readonly Part[] = ["comparison", "text output", "widths of characters"];
const TENSORS: readonly Part[] = [...TEXT, "tensors", "tensor values", "tensor text", "choice of analyses"];
/** Of a residual network. */
const RESIDUAL: readonly Part[] = [
  "analyses",
  "depths of models",
  "statistics of normalisations",
  "scales of normalisations",
];

const PTH: readonly Part[] = ["PyTorch", "pickles", "zip archives"];
/** Of plugins that are asked about a text of no format. */
const ASKED: readonly Part[] = ["pickles", "safetensors", "JSON", "YAML", "CSV"];

const METADATA = "../files/safetensors/metadata.safetensors";

/** Command lines, run in `fixtures/cases`, and all the parts that they need. */
const COMMANDS: readonly (readonly [line: string, parts: readonly Part[]])[] = [
  ["--version", []],
  ["--help", ["help", "widths of characters"]],
  ["--ouput json", ["nearest name"]],
  ["results_json/old.json results_json/new.json", [...TEXT, "JSON"]],
  ["results_json/old.json results_json/old.json", [...TEXT, "JSON", "equal bytes"]],
  ["results_json/old.json results_json/new.json --format json", ["comparison", "JSON", "JSON output"]],
  ["results_json/old.json results_json/new.json --quiet", ["comparison", "JSON"]],
  ["results_json/old.json results_json/new.json --config ../config/base/team.yaml", [
    ...TEXT,
    "JSON",
    "configuration",
    "nearest name",
    "YAML",
  ]],
  ["fine_tuned/old.pth fine_tuned/new.pth --config ../config/project.yaml", [
    ...TENSORS,
    ...RESIDUAL,
    ...PTH,
    "configuration",
    "rules of one's own",
    "globs",
    "nearest name",
    "YAML",
  ]],
  ["config_yaml/old.yaml config_yaml/new.yaml", [...TEXT, "YAML"]],
  ["csv_cells/old.csv csv_cells/new.csv", [...TEXT, "CSV", "tables"]],
  ["float8_e4m3fn_element/old.safetensors float8_e4m3fn_element/new.safetensors", [...TENSORS, "safetensors"]],
  ["fine_tuned/old.pth fine_tuned/new.pth", [...TENSORS, ...RESIDUAL, ...PTH]],
  ["npy_changed/old.npy npy_changed/new.npy", [...TENSORS, "NumPy", "zip archives"]],
  ["records_reshaped/old.npz records_reshaped/new.npz", [...TEXT, "NumPy", "zip archives", "tables", "tensor text"]],
  ["fine_tuned/old.pth fine_tuned/new.pth --tensor-details", [...TENSORS, ...RESIDUAL, ...PTH, "tensor details"]],
  ["fine_tuned/old.pth fine_tuned/new.pth --show-size-reduction", [...TENSORS, ...RESIDUAL, ...PTH, "sizes"]],
  ["fine_tuned/old.pth fine_tuned/new.pth --quantization-analysis", [
    ...TENSORS,
    ...RESIDUAL,
    ...PTH,
    "quantization",
    "quantized layers",
  ]],
  ["quantized_scaled/old.safetensors quantized_scaled/new.safetensors", [
    ...TENSORS,
    "safetensors",
    "quantized layers",
    "quantized layers beside floating-point ones",
  ]],
  ["fine_tuned/old.pth fine_tuned/new.pth --analyses ulp-distance", [
    ...TENSORS,
    ...RESIDUAL,
    ...PTH,
    "analyses on request",
  ]],
  ["fine_tuned/old.pth fine_tuned/new.pth --analyses jensen-shannon", [
    ...TENSORS,
    ...RESIDUAL,
    ...PTH,
    "analyses on request",
    "counting for analyses",
  ]],
  ["fine_tuned/old.pth fine_tuned/new.pth --quiet --diff-only", ["comparison", "tensors", ...PTH]],
  ["../findings/tensors_cloned/old.pth ../findings/tensors_cloned/new.pth", [
    ...TENSORS,
    "analyses",
    "depths of models",
    "equal tensors",
    ...PTH,
  ]],
  ["prefix_added/old.pth prefix_added/new.pth --quiet", [
    "comparison",
    "choice of analyses",
    ...RESIDUAL,
    "tensors",
    "tensor values",
    "renamed tensors",
    ...PTH,
  ]],
  ["renamed_by_content/old.safetensors renamed_by_content/new.safetensors", [
    ...TENSORS,
    "safetensors",
    "renamed tensors",
    "content of renamed tensors",
    "text of renamed tensors",
  ]],
  ["vocabulary_grown/old.safetensors vocabulary_grown/new.safetensors", [...TENSORS, "safetensors", "resized tensors"]],
  [`${METADATA} ${METADATA}`, [...TENSORS, "safetensors", "container metadata", "equal bytes"]],
  ["show npy_changed/old.npy", ["show", "widths of characters", "tensor values", "NumPy", "zip archives"]],
  ["results_json/old.json -", ["comparison", "JSON", "streams and addresses"]],
  ["results_json/old.json results_json/new.json --plugin ../plugins/valid.js", [...TEXT, "JSON", "users' plugins"]],
  ["experiment/old/notes.txt experiment/new/notes.txt", [...TEXT, "unknown formats", "equal bytes", ...ASKED]],
  ["experiment/old/same experiment/new/same --format yaml", [
    "comparison",
    "folders",
    "globs",
    "JSON",
    "equal bytes",
    "YAML output",
  ]],
];

for (const [line, parts] of COMMANDS) {
  Deno.test({
    name: `"diffai ${line}" imports what it needs: ${parts.join(", ") || "nothing of its own"}`,
    ignore: !MAY_SPAWN,
    async fn() {
      const modules = await loadedModules(line.split(" "), CASES);
      assert(modules.includes("core/cli/run.ts"), "the engine tells what it loads");
      for (const [part, pattern] of Object.entries(PARTS)) {
        const loaded = modules.filter((name) => pattern.test(name));
        if (parts.includes(part as Part)) assert(loaded.length > 0, `nothing of ${part} is loaded`);
        else assertEquals(loaded, [], `modules of ${part} are loaded`);
      }
    },
  });
}

Deno.test("every part is needed by a command line", () => {
  const needed = new Set(COMMANDS.flatMap(([, parts]) => parts));
  assertEquals(Object.keys(PARTS).filter((part) => !needed.has(part as Part)), []);
});

/** Each costs about a tenth of a millisecond of every start: whoever needs more looks first what is loaded needlessly. */
const MOST_MODULES = 105;

Deno.test({
  name: "a pair of JSON documents loads few modules",
  ignore: !MAY_SPAWN,
  async fn() {
    const modules = await loadedModules(["results_json/old.json", "results_json/new.json"], CASES);
    assert(modules.length <= MOST_MODULES, `${modules.length} modules:\n${modules.join("\n")}`);
  },
});
