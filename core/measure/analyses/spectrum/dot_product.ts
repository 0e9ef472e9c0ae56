/**
 * The sum of the products of two vectors of one length.
 *
 * @example
 * ```ts
 * import { dotProduct } from "./dot_product.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(dotProduct(Float64Array.of(1, 2), Float64Array.of(3, 4)), 11);
 * ```
 */
export function dotProduct(a: Float64Array, b: Float64Array): number {
  let even = 0, odd = 0;
  const pairs = a.length & ~1;
  for (let i = 0; i < pairs; i += 2) {
    even += a[i]! * b[i]!;
    odd += a[i + 1]! * b[i + 1]!;
  }
  return even + odd + (pairs < a.length ? a[pairs]! * b[pairs]! : 0);
}

/** The Euclidean length of a vector. */
export function vectorNorm(vector: Float64Array): number {
  return Math.sqrt(dotProduct(vector, vector));
}

/** vector += factor * other. */
export function addMultiple(vector: Float64Array, factor: number, other: Float64Array): void {
  for (let i = 0; i < vector.length; i++) vector[i]! += factor * other[i]!;
}

/** vector *= factor. */
export function scaleVector(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i]! *= factor;
}
