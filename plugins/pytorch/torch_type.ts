import { type DType, dtype, findDType, parametrisedDType } from "../../core/model/dtype.ts";

/** An element type as torch counts it, which may hold several elements of ours. */
export interface TorchType {
  readonly dtype: DType;
  /** Bytes of one torch element. */
  readonly itemBytes: number;
  /** Elements of `dtype` in one torch element: 2 for `float4_e2m1fn_x2`. */
  readonly perItem: number;
  /** Elements are narrower than a byte, though torch counts them one by one. */
  readonly isPacked: boolean;
}

/** Names that torch has for types beside their own. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["double", "float64"],
  ["float", "float32"],
  ["half", "float16"],
  ["long", "int64"],
  ["int", "int32"],
  ["short", "int16"],
  ["cdouble", "complex128"],
  ["cfloat", "complex64"],
  ["chalf", "complex32"],
]);

/** Types that are bits without a meaning. */
const BITS: ReadonlyMap<string, number> = new Map([
  ["bits8", 8],
  ["bits16", 16],
  ["bits1x8", 8],
  ["bits2x4", 8],
  ["bits4x2", 8],
]);

/** Types of storages by the class that pickles name; later types are stored untyped. */
const STORAGE_TYPES: Readonly<Record<string, string>> = {
  DoubleStorage: "float64",
  FloatStorage: "float32",
  HalfStorage: "float16",
  LongStorage: "int64",
  IntStorage: "int32",
  ShortStorage: "int16",
  CharStorage: "int8",
  ByteStorage: "uint8",
  BoolStorage: "bool",
  BFloat16Storage: "bfloat16",
  ComplexDoubleStorage: "complex128",
  ComplexFloatStorage: "complex64",
  QInt8Storage: "qint8",
  QInt32Storage: "qint32",
  QUInt8Storage: "quint8",
  QUInt4x2Storage: "quint4x2",
  QUInt2x4Storage: "quint2x4",
  UntypedStorage: "uint8",
  _UntypedStorage: "uint8",
};

const STORAGE_NAME = /^torch\.(?:cuda\.|storage\.|sparse\.)?(\w+Storage)$/;
const TENSOR_NAME = /^torch\.(?:cuda\.)?(\w+)Tensor$/;

/**
 * The element type of that name without `torch.`, or `undefined`.
 *
 * @example
 * ```ts
 * import { torchTypeNamed } from "./torch_type.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(torchTypeNamed("half")?.dtype.name, "float16");
 * assertEquals(torchTypeNamed("float4_e2m1fn_x2")?.perItem, 2);
 * ```
 */
export function torchTypeNamed(name: string): TorchType | undefined {
  // Safetensors counts single 4-bit elements; so does every tree, or the two would differ.
  if (name === "float4_e2m1fn_x2") return { dtype: dtype("float4_e2m1fn"), itemBytes: 1, perItem: 2, isPacked: false };
  const bits = BITS.get(name);
  const found = bits === undefined ? findDType(ALIASES.get(name) ?? name) : parametrisedDType(name, "bytes", bits);
  if (!found) return undefined;
  return { dtype: found, itemBytes: Math.max(1, found.bits / 8), perItem: 1, isPacked: found.bits < 8 };
}

/** The element type of a storage class by its qualified name: `torch.FloatStorage`, `torch.cuda.HalfStorage`. */
export function storageTypeNamed(qualifiedName: string): TorchType | undefined {
  const type = STORAGE_TYPES[STORAGE_NAME.exec(qualifiedName)?.[1] ?? ""];
  return type === undefined ? undefined : torchTypeNamed(type);
}

/** Whether a qualified name is a tensor class of old: `torch.FloatTensor`, `torch.cuda.ByteTensor`. */
export function isTensorClass(qualifiedName: string): boolean {
  const match = TENSOR_NAME.exec(qualifiedName);
  return match !== null && `${match[1]}Storage` in STORAGE_TYPES;
}

/** The element type that a qualified name stands for: `torch.bfloat16`. */
export function torchTypeGlobal(qualifiedName: string): TorchType | undefined {
  return qualifiedName.startsWith("torch.") ? torchTypeNamed(qualifiedName.slice("torch.".length)) : undefined;
}
