import type { PairFiles } from "./inputs/input_store.ts";
import { launch, type Setting, type SubjectId } from "./subjects.ts";

/** What is measured: diffai itself, a peer, or a yardstick. */
export interface Program {
  /** For the page. */
  readonly title: string;
  /** What it does, in a clause without a final period. */
  readonly about: string;
  /** Python packages without which it is not measured. */
  readonly packages?: readonly string[];
  /** Whether it reads one file and its byte copy instead of the pair. */
  readonly readsCopy?: true;
  /** Whether it reads no file of the pair. */
  readonly readsNothing?: true;
  /** A yardstick of cost rather than an alternative to diffai: to be slower than it is no news. */
  readonly isBaseline?: true;
  /** The form of the figures that it prints with `inFull`; absent: they are not compared. */
  readonly figures?: "report" | "by_tensor" | "sft";
  command(call: Call): readonly string[];
}

/** One call of a program. */
export interface Call {
  readonly files: PairFiles;
  /** diffai's flags of the row. */
  readonly flags: readonly string[];
  /** Prints every figure, to be compared, instead of the ten largest. */
  readonly inFull: boolean;
  readonly setting: Setting;
}

/** The name of a program. */
export type ProgramId = SubjectId | "cmp" | "numpy" | "torch" | "diffai-python" | "sft" | "no-rules" | "empty" | "eval";

function script(name: string): Program["command"] {
  return ({ files, inFull, setting }) => [
    setting.python!,
    `bench/peers/${name}`,
    files.old,
    files.new,
    ...(inFull ? ["--figures"] : []),
  ];
}

function compare(subject: SubjectId): Program["command"] {
  return ({ files, flags, inFull, setting }) => [
    ...launch(subject, setting)!,
    ...flags,
    ...(inFull ? ["--format", "json", "--tensor-details"] : []),
    files.old,
    files.new,
  ];
}

/** Every program that may be measured. */
export const PROGRAMS: Readonly<Record<ProgramId, Program>> = {
  diffai: {
    title: "diffai, deno run",
    about: "this program as `deno run --allow-read` runs its bundle, as it is published",
    figures: "report",
    command: compare("diffai"),
  },
  compiled: {
    title: "diffai, compiled",
    about: "this program as `deno task compile` makes it",
    figures: "report",
    command: compare("compiled"),
  },
  cmp: {
    title: "cmp",
    about: "the bytes of the old file against those of its copy, since it stops at the first difference; no figures",
    readsCopy: true,
    command: ({ files }) => ["cmp", files.old, files.copy],
  },
  numpy: {
    title: "NumPy script",
    about: "the same measures, in float64: `bench/peers/numpy_measures.py`",
    packages: ["numpy", "safetensors", "ml_dtypes"],
    figures: "by_tensor",
    command: script("numpy_measures.py"),
  },
  torch: {
    title: "torch script",
    about: "the same measures, in float64, on 2 threads, a `.pth` by `torch.load(mmap=True)`: " +
      "`bench/peers/torch_measures.py`",
    packages: ["torch", "numpy", "safetensors"],
    figures: "by_tensor",
    command: script("torch_measures.py"),
  },
  "diffai-python": {
    title: "diffai-python",
    about: "`diff_paths` of the predecessor: minimum, maximum, mean and deviation of each side, nothing of the change",
    packages: ["diffai-python"],
    figures: "by_tensor",
    command: script("diffai_python.py"),
  },
  sft: {
    title: "sft-cli",
    about: "`sft diff OLD NEW --delta`: five measures of the change, nothing of the sides",
    packages: ["sft-cli"],
    figures: "sft",
    command: ({ files, inFull, setting }) => [
      setting.python!.replace(/[^/]*$/, "sft"),
      "diff",
      files.old,
      files.new,
      "--delta",
      ...(inFull ? ["--json"] : []),
    ],
  },
  "no-rules": {
    title: "diffai, all rules off",
    about: "this program by `deno run` with a configuration that turns every rule off: what they cost is the rest",
    isBaseline: true,
    command: (call) => compare("diffai")({ ...call, flags: [...call.flags, "--config", "bench/no_rules.yaml"] }),
  },
  empty: {
    title: "empty Deno program",
    about: "`deno run` of a file without a statement: what Deno itself takes to start",
    isBaseline: true,
    readsNothing: true,
    command: ({ setting }) => [setting.deno, "run", "--no-prompt", "bench/peers/empty.ts"],
  },
  eval: {
    title: "deno eval 1",
    about: "the program whose start the limits of diffai's own were set by",
    isBaseline: true,
    readsNothing: true,
    command: ({ setting }) => [setting.deno, "eval", "1"],
  },
};
