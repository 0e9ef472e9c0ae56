/**
 * x86's 80-bit extended number, which NumPy calls `float128`: 64 bits of
 * significand, 15 of exponent, a sign, and six bytes of padding.
 *
 * @module
 */

/** Bytes of one number as stored. */
export const EXTENDED_STRIDE = 16;

/** The first bytes of a number, which carry it; the others are padding of no meaning. */
export const EXTENDED_BYTES = 10;

/** Decodes `count` numbers to the nearest float64; what is beyond its range becomes infinite or zero. */
export function readExtended(view: DataView, count: number, into: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const { significand, sign, exponent } = partsOf(view, i);
    if (exponent === SPECIAL) into[i] = significand << 1n & ALL_ONES ? NaN : sign * Infinity;
    else into[i] = sign * scaleByPower(Number(significand), powerOf(exponent));
  }
}

/** What `readExtended` rounded away: number + tail is exact within float64's normal range. */
export function readExtendedTails(view: DataView, count: number, into: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const { significand, sign, exponent } = partsOf(view, i);
    const tail = Number(significand - BigInt(Number(significand)));
    into[i] = exponent === SPECIAL || tail === 0 ? 0 : sign * scaleByPower(tail, powerOf(exponent));
  }
}

const SPECIAL = 0x7fff;
const ALL_ONES = (1n << 64n) - 1n;

function partsOf(view: DataView, index: number): { significand: bigint; sign: 1 | -1; exponent: number } {
  const top = view.getUint16(index * EXTENDED_STRIDE + 8, true);
  return {
    significand: view.getBigUint64(index * EXTENDED_STRIDE, true),
    sign: top & 0x8000 ? -1 : 1,
    exponent: top & 0x7fff,
  };
}

/** The power of two of the significand's last bit. */
function powerOf(exponent: number): number {
  return (exponent || 1) - 16383 - 63;
}

/** value * 2^exponent in two steps, so that the power alone does not overflow or vanish. */
function scaleByPower(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}
