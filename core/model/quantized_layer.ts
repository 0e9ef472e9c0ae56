import type { TensorNode } from "./tensor.ts";

/** What a tensor is to a quantized weight. */
export type PartName =
  | "packed"
  | "scales"
  | "zeros"
  | "groups"
  | "shape"
  | "codes"
  | "state"
  | "global"
  | "nested_scales"
  | "nested_codes"
  | "inputs";

/** The tensors that make up one quantized weight. */
export type LayerParts = Readonly<Partial<Record<PartName, TensorNode>>>;

/**
 * How packed elements stand for real values. `scaled`: each is one element, to
 * be multiplied by its scale. `gptq`, `awq`: int32 words along the inputs or the
 * outputs of a transposed weight. `packed_rows`: int32 words along the weight's
 * own rows. `nibbles`: bytes of two codes of 4 bits, each an entry of a table.
 * `stored`: the tensor itself says, see `Quantization`. `none`: not dequantized here.
 */
export type Unpacking =
  | {
    readonly kind: "scaled";
    /** What scales are divided by before they are used; 1 if absent. */
    readonly divisor?: number;
    /** Rows and columns that share a scale of a matrix of scales, where the shapes leave a choice. */
    readonly block?: number;
  }
  | { readonly kind: "gptq" }
  | { readonly kind: "awq" }
  | { readonly kind: "packed_rows" }
  | {
    readonly kind: "nibbles";
    readonly layout: NibbleLayout;
    /** Whether the floating-point weight has its last two axes the other way round. */
    readonly isTurned?: true;
  }
  | { readonly kind: "stored" }
  | { readonly kind: "none" };

/** Whose bytes of two codes they are. */
export type NibbleLayout = "bitsandbytes" | "mxfp4" | "nvfp4" | "nvfp4_inverse";

/** What a layer's part `state` says of it. */
export interface PackedState {
  readonly shape: readonly number[];
  /** Elements of the flattened weight that share a scale. */
  readonly blockSize: number;
  /** Where scales are quantized themselves: how many share one of theirs, and what is added to them. */
  readonly nested: { readonly blockSize: number; readonly offset: number } | null;
}

/** A weight that is quantized, as far as names, types and shapes tell. */
export interface QuantizedLayer {
  /** The weight's name within the state dict, as a floating-point model has it. */
  readonly name: string;
  readonly scheme: string;
  readonly unpacking: Unpacking;
  readonly parts: LayerParts & { readonly packed: TensorNode };
  /** Names of the parts within the state dict, in the order of `parts`. */
  readonly partNames: readonly string[];
  readonly bits: number | null;
  /** The weight's own shape, where the tensors tell it. */
  readonly shape: readonly number[] | null;
  /** Elements of the weight, where the tensors tell how many. */
  readonly elements: number | null;
  /** Content of the part `state`. */
  readonly state?: PackedState;
}
