/** Layers that one scheme quantizes on one side, and whose weights are floating-point on the other. */
export interface QuantizedLayers {
  readonly side: "old" | "new";
  readonly scheme: string;
  /** The scheme's name for people. */
  readonly title: string;
  /** `stored`: the file says so. `inferred`: from names, types and shapes of tensors. */
  readonly basis: "stored" | "inferred";
  /** The first layer's tensors, with their types and shapes. */
  readonly evidence: string;
  readonly layers: number;
  /** Bits of one quantized element: all values that occur, ascending. */
  readonly bits: readonly number[];
  /** Tensors whose structure differs for it, of both sides: they are among `changes`, with `quantized`. */
  readonly tensors: number;
  /** Layers whose values were compared dequantized. */
  readonly dequantized: number;
}

/** What a tensor is to a layer that is quantized on one side. */
export interface QuantizedAs {
  readonly side: "old" | "new";
  readonly scheme: string;
  /** Whether measures and that side's statistics are those of dequantized values. */
  readonly dequantized: boolean;
}
