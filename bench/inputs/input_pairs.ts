import { writeDocumentsPair } from "./documents_pair.ts";
import type { TensorLayout } from "./safetensors_writer.ts";
import { writeSparsePair } from "./sparse_pair.ts";
import { writeWeightsPair } from "./weights_pair.ts";

/** Two files to compare, as they are made. File names are within the temporary folder. */
export interface InputPair {
  readonly old: string;
  readonly new: string;
  /** Another pair that it is made of, or shares a file with. */
  readonly from?: PairId;
  /** Python packages that make it. */
  readonly packages?: readonly string[];
  make(tools: InputTools): void | Promise<void>;
}

/** What making a pair may use. */
export interface InputTools {
  /** A file of the temporary folder. */
  path(name: string): string;
  /** By how much inputs are smaller than the rows say; 1 in a full run. */
  readonly divisor: number;
  /** Runs a script of this repository, or fails. */
  python(script: string, ...args: readonly string[]): Promise<void>;
}

const CONVERT = "bench/peers/convert.py";
const TORCH = ["torch", "numpy", "safetensors"] as const;

/** A pair of safetensors files that `write` makes; in quick runs of a shorter first axis, or fewer tensors. */
function layoutPair(
  folder: string,
  layout: TensorLayout,
  write: (oldPath: string, newPath: string, layout: TensorLayout) => void,
): InputPair {
  const [rows, ...columns] = layout.shape;
  return {
    old: `${folder}/old.safetensors`,
    new: `${folder}/new.safetensors`,
    make({ path, divisor }) {
      const isLong = rows! >= divisor;
      write(path(`${folder}/old.safetensors`), path(`${folder}/new.safetensors`), {
        dtype: layout.dtype,
        shape: isLong ? [Math.floor(rows! / divisor), ...columns] : layout.shape,
        tensors: isLong ? layout.tensors : Math.ceil(layout.tensors / divisor),
      });
    },
  };
}

/** A pair whose files are those of another one in another form, the old one too if it is named. */
function convertedPair(
  form: string,
  from: LayoutId,
  names: { readonly old?: string; readonly new: string },
): InputPair {
  const source = LAYOUT_PAIRS[from];
  return {
    old: names.old ?? source.old,
    new: names.new,
    from,
    packages: TORCH,
    async make({ path, python }) {
      if (names.old) await python(CONVERT, form, path(source.old), path(names.old));
      await python(CONVERT, form, path(names.old ? source.new : source.old), path(names.new));
    },
  };
}

const LAYOUT_PAIRS = {
  float32: layoutPair("float32", { dtype: "F32", shape: [1024, 4096], tensors: 64 }, writeWeightsPair),
  bfloat16: layoutPair("bfloat16", { dtype: "BF16", shape: [1024, 4096], tensors: 128 }, writeWeightsPair),
  float32_twice: layoutPair("float32_twice", { dtype: "F32", shape: [1024, 4096], tensors: 128 }, writeWeightsPair),
  float32_quarter: layoutPair("float32_quarter", { dtype: "F32", shape: [1024, 4096], tensors: 16 }, writeWeightsPair),
  small_tensors: layoutPair("small_tensors", { dtype: "F32", shape: [8, 8], tensors: 100_000 }, writeWeightsPair),
  sparse: layoutPair("sparse", { dtype: "F32", shape: [2048, 4096], tensors: 2048 }, writeSparsePair),
  single_tensor: layoutPair("single_tensor", { dtype: "F32", shape: [81_920, 65_536], tensors: 1 }, writeSparsePair),
} as const;

type LayoutId = keyof typeof LAYOUT_PAIRS;

/** A pair's name, that of its folder too. */
export type PairId = LayoutId | "pth" | "float16" | "int8" | "deflated" | "resnet18" | "resnet18_pth" | "documents";

/** Every pair, written by seeded scripts: the same bytes wherever the versions are the same. */
export const INPUT_PAIRS: Readonly<Record<PairId, InputPair>> = {
  ...LAYOUT_PAIRS,
  pth: convertedPair("pth", "float32", { old: "pth/old.pth", new: "pth/new.pth" }),
  float16: convertedPair("float16", "float32", { new: "float16/new.safetensors" }),
  int8: convertedPair("int8", "float32", { new: "int8/new.pth" }),
  deflated: convertedPair("npz", "float32_quarter", { old: "deflated/old.npz", new: "deflated/new.npz" }),
  resnet18: {
    old: "resnet18/old.safetensors",
    new: "resnet18/new.safetensors",
    packages: TORCH,
    make: ({ path, python }) => python("fixtures/make/resnet18_pair.py", path("resnet18")),
  },
  resnet18_pth: {
    old: "resnet18/old.pth",
    new: "resnet18/new.pth",
    from: "resnet18",
    packages: TORCH,
    make: () => {},
  },
  documents: {
    old: "documents/old.json",
    new: "documents/new.json",
    make: ({ path }) => writeDocumentsPair(path("documents/old.json"), path("documents/new.json")),
  },
};
