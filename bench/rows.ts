import type { PairId } from "./inputs/input_pairs.ts";
import type { ProgramId } from "./programs.ts";

/** One line of work that is measured. */
export interface Row {
  /** What `--only` takes. */
  readonly id: string;
  /** What is compared, for the page; the sizes are those of a full run. */
  readonly title: string;
  readonly pair: PairId;
  /** diffai's flags. */
  readonly flags?: readonly string[];
  readonly rivals: readonly Rival[];
  /** The most that diffai's own run may take. */
  readonly seconds?: number;
  readonly peakBytes?: number;
  /** How many times the rounds of other rows: short runs need more. */
  readonly times?: number;
  /** Run only once, without a run before: it is about memory. */
  readonly once?: true;
}

/** What a row sets diffai against. */
export interface Rival {
  /** `same`: diffai itself, on another pair. */
  readonly program: ProgramId | "same";
  /** Its input where it is not the row's. */
  readonly pair?: PairId;
  /** Runs in every nth round only, where a run takes long. */
  readonly every?: number;
  /** The most that diffai's time may be, as a ratio to this one's. */
  readonly most?: number;
  /** The ratio is of time per byte read. */
  readonly byByte?: true;
  /** The most that diffai's peak memory may be, as a ratio to this one's. */
  readonly mostPeak?: number;
}

const PEAK_LIMIT = 250e6;

/** Memory that is "the same" may differ by a tenth: garbage is collected when it is. */
const SAME_MEMORY = 1.1;

/** Every row, in the order of the page. Sparse files come last: to read them drives others out of the page cache. */
export const ROWS: readonly Row[] = [
  {
    id: "float32",
    title: "1 GiB float32 .safetensors pair, all default measures",
    pair: "float32",
    rivals: [
      { program: "cmp", most: 0.8 },
      { program: "numpy", every: 3, most: 0.06 },
      { program: "torch", every: 3, most: 0.06 },
      { program: "diffai-python", every: 3 },
      { program: "sft", every: 3 },
    ],
  },
  {
    id: "float32-distribution",
    title: "1 GiB float32 .safetensors pair, with the distribution of both sides",
    pair: "float32",
    flags: ["--show-distribution"],
    rivals: [{ program: "cmp", most: 1.1 }],
  },
  {
    id: "pth",
    title: "The same tensors as .pth, all default measures, against cmp of the .safetensors file",
    pair: "pth",
    rivals: [{ program: "cmp", pair: "float32", most: 0.8 }, { program: "torch", every: 3, most: 0.06 }],
  },
  {
    id: "float16",
    title: "1 GiB float32 .safetensors against the same tensors as float16",
    pair: "float16",
    rivals: [{ program: "cmp", most: 1.5, byByte: true }, { program: "torch", every: 3 }],
  },
  {
    id: "int8",
    title: "1 GiB float32 .safetensors against the same tensors as int8 with scales, a .pth",
    pair: "int8",
    rivals: [{ program: "cmp", most: 1.5, byByte: true }, { program: "torch", every: 3 }],
  },
  {
    id: "twice",
    title: "2 GiB float32 .safetensors pair: the cost of twice the bytes",
    pair: "float32_twice",
    rivals: [{ program: "same", pair: "float32", most: 2.1, mostPeak: SAME_MEMORY }],
  },
  {
    id: "bfloat16",
    title: "1 GiB bfloat16 .safetensors pair, all default measures",
    pair: "bfloat16",
    rivals: [
      { program: "cmp", most: 1.2 },
      { program: "numpy", every: 3 },
      { program: "torch", every: 3 },
      { program: "sft", every: 3 },
    ],
  },
  {
    id: "bfloat16-distribution",
    title: "1 GiB bfloat16 .safetensors pair, with the distribution of both sides",
    pair: "bfloat16",
    flags: ["--show-distribution"],
    rivals: [{ program: "cmp", most: 1.8 }],
  },
  {
    id: "resnet18",
    title: "resnet18 as .safetensors, 47 MB a side",
    pair: "resnet18",
    times: 2,
    rivals: [
      { program: "eval", most: 4 },
      { program: "empty", most: 4 },
      { program: "diffai-python", most: 1 },
      { program: "sft", every: 3 },
      { program: "numpy", every: 3 },
      { program: "torch", every: 3 },
    ],
  },
  {
    id: "resnet18-pth",
    title: "resnet18 as .pth, 47 MB a side",
    pair: "resnet18_pth",
    times: 2,
    rivals: [{ program: "eval", most: 4 }, { program: "empty", most: 4 }, { program: "torch", every: 3 }],
  },
  {
    id: "small-tensors",
    title: "100,000 float32 tensors of 64 elements, .safetensors",
    pair: "small_tensors",
    seconds: 5,
    peakBytes: PEAK_LIMIT,
    rivals: [{ program: "diffai-python", every: 3 }, { program: "sft", every: 3 }, { program: "numpy", every: 3 }],
  },
  {
    id: "rules",
    title: "The same 100,000 tensors: all rules against none",
    pair: "small_tensors",
    rivals: [{ program: "no-rules" }],
  },
  {
    id: "rules-resnet18",
    title: "resnet18 as .safetensors: all rules against none",
    pair: "resnet18",
    times: 2,
    rivals: [{ program: "no-rules" }],
  },
  {
    id: "deflated",
    title: "256 MiB of float32 as a deflated .npz pair",
    pair: "deflated",
    rivals: [{ program: "cmp" }, { program: "numpy", every: 3 }],
  },
  {
    id: "documents",
    title: "Two JSON files of 1 KB: the start",
    pair: "documents",
    times: 3,
    rivals: [{ program: "eval", most: 2 }, { program: "empty", most: 2 }],
  },
  {
    id: "sparse",
    title: "64 GiB .safetensors pair of 2,048 tensors, sparse files",
    pair: "sparse",
    once: true,
    peakBytes: PEAK_LIMIT,
    rivals: [],
  },
  {
    id: "single-tensor",
    title: "One float32 tensor of 20 GiB a side, sparse files",
    pair: "single_tensor",
    once: true,
    peakBytes: PEAK_LIMIT,
    rivals: [],
  },
];
