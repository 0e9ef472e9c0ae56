import type { DType } from "../../model/dtype.ts";
import type { TensorNode } from "../../model/tensor.ts";

/** How the kernel takes elements of a type. */
export interface ElementKind {
  /** Bytes of one element. */
  readonly width: 1 | 2 | 4 | 8;
  /** Bits of the narrowest float type that holds every value exactly; of 64-bit integers, those that the kernel takes. */
  readonly lane: 32 | 64;
  /** Which decoder makes lanes of it; `none`: the elements are lanes as they are. */
  readonly decoder:
    | "none"
    | "float16"
    | "bfloat16"
    | "int16"
    | "uint16"
    | "int32"
    | "uint32"
    | "int64"
    | "uint64"
    | "table";
}

function kind(width: ElementKind["width"], lane: ElementKind["lane"], decoder: ElementKind["decoder"]): ElementKind {
  return { width, lane, decoder };
}

/** The types that the kernel reads. Others take the plain pass: complex numbers, packed and wide floats. */
const KINDS: Readonly<Record<string, ElementKind | undefined>> = {
  float64: kind(8, 64, "none"),
  float32: kind(4, 32, "none"),
  float16: kind(2, 32, "float16"),
  bfloat16: kind(2, 32, "bfloat16"),
  int64: kind(8, 64, "int64"),
  uint64: kind(8, 64, "uint64"),
  int32: kind(4, 64, "int32"),
  uint32: kind(4, 64, "uint32"),
  int16: kind(2, 32, "int16"),
  uint16: kind(2, 32, "uint16"),
  int8: kind(1, 32, "table"),
  uint8: kind(1, 32, "table"),
  bool: kind(1, 32, "table"),
  float8_e4m3fn: kind(1, 32, "table"),
  float8_e4m3fnuz: kind(1, 32, "table"),
  float8_e5m2: kind(1, 32, "table"),
  float8_e5m2fnuz: kind(1, 32, "table"),
  float8_e8m0fnu: kind(1, 32, "table"),
};

/** Quantized integers: what they stand for is a float32. */
const QUANTIZED_KINDS: Readonly<Record<string, ElementKind | undefined>> = {
  int8: kind(1, 32, "table"),
  uint8: kind(1, 32, "table"),
  int32: kind(4, 32, "int32"),
};

/** How the kernel takes the elements of a tensor; `undefined` for one that it does not read. */
export function elementKind(
  { dtype, quantization }: Pick<TensorNode, "dtype" | "quantization">,
): ElementKind | undefined {
  const kinds = quantization ? QUANTIZED_KINDS : KINDS, name = storedName(dtype);
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

function storedName({ name, stored }: DType): string {
  return stored ?? name;
}
