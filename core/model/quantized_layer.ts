import type { TensorNode } from "./tensor.ts";

/** What a tensor is to a quantized weight. */
export type PartName = "packed" | "scales" | "zeros" | "groups" | "shape" | "codes" | "state" | "inputs";

/** The tensors that make up one quantized weight. */
export type LayerParts = Readonly<Partial<Record<PartName, TensorNode>>>;

/**
 * How packed elements stand for real values. `scaled`: each is one element, to
 * be multiplied by its scale. `gptq`: columns of int32 words, low bits first.
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
  | { readonly kind: "stored" }
  | { readonly kind: "none" };

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
}
