/** Closeness of numbers: new is close to old if |new - old| <= atol + rtol * |old|. Both 0: exact. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** Whether a tolerance asks for bit-for-bit equality. */
export function isExact({ rtol, atol }: Tolerance): boolean {
  return rtol === 0 && atol === 0;
}
