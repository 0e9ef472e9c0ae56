/** A single value in a tree, with the type that its file gives it. */
export type ScalarNode =
  & { readonly kind: "scalar" }
  & (
    | { readonly type: "null"; readonly value: null }
    | { readonly type: "bool"; readonly value: boolean }
    /** `bigint` where the integer lies beyond 2^53. */
    | { readonly type: "int"; readonly value: number | bigint }
    /** `literal` is the file's spelling where the number loses digits as a float64. */
    | { readonly type: "float"; readonly value: number; readonly literal?: string }
    | { readonly type: "string"; readonly value: string }
    | { readonly type: "bytes"; readonly value: Uint8Array }
    /** ISO 8601. */
    | { readonly type: "datetime"; readonly value: string }
    | { readonly type: "complex"; readonly value: string }
  );

/** The type of a scalar as the report names it. */
export type ScalarType = ScalarNode["type"];

/** An integer as a node; `bigint` only where it must be one. */
export function integerScalar(value: number | bigint): ScalarNode {
  return { kind: "scalar", type: "int", value: narrowInteger(value) };
}

/**
 * An integer as a number where float64 holds it exactly, else as it is.
 *
 * @example
 * ```ts
 * import { narrowInteger } from "./scalar.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([narrowInteger(7n), narrowInteger(2n ** 60n)], [7, 2n ** 60n]);
 * ```
 */
export function narrowInteger(value: number | bigint): number | bigint {
  return typeof value === "bigint" && BigInt.asIntN(54, value) === value ? Number(value) : value;
}
