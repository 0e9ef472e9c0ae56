import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { lanesOf } from "../../../../core/measure/lanes.ts";
import { type ScanStats, SideScan } from "../../../../core/measure/side_scan/side_scan.ts";
import type { DTypeName } from "../../../../core/model/dtype.ts";
import { elementCount, type TensorNode } from "../../../../core/model/tensor.ts";
import { makeTensor, tensorOf } from "../make_tensor.ts";

/** Bytes of an element, and patterns worth having: zeros of both signs, small numbers, NaN. */
const PATTERNS: readonly (readonly [DTypeName, number, readonly number[]])[] = [
  ["float32", 4, [0, 0, 0, 0x80000000, 0x3f800000, 0x3f800000, 0x3f810000, 0x3dcccccd, 0x7fc00000, 0x7f800001]],
  ["bfloat16", 2, [0, 0, 0, 0x8000, 0x3f80, 0x3f80, 0x3dcd, 0x7fc0]],
  ["float16", 2, [0, 0, 0, 0x8000, 0x3c00, 0x3c00, 0x2e66, 0x7e00]],
  ["float8_e4m3fn", 1, [0, 0, 0, 0x80, 0x38, 0x38, 0x7f]],
];

const SHAPES = [[6, 8], [4, 3, 4], [16], [2, 2, 2, 8], [5, 1], [1, 24], [3, 16]];

const arbitrary = fc.record({
  pattern: fc.constantFrom(...PATTERNS),
  shape: fc.constantFrom(...SHAPES),
  seeds: fc.array(fc.nat(63), { minLength: 48, maxLength: 48 }),
  /** How long runs of equal patterns are: long ones fill rows. */
  run: fc.constantFrom(1, 2, 8, 24),
  cuts: fc.array(fc.nat(6), { maxLength: 3 }),
});

Deno.test("SideScan finds what a look at every element finds, in ranges that are joined, too", () => {
  fc.assert(fc.property(arbitrary, ({ pattern: [dtype, width, patterns], shape, seeds, run, cuts }) => {
    const elements = elementCount(shape), bytes = new Uint8Array(elements * width), view = new DataView(bytes.buffer);
    for (let i = 0; i < elements; i++) {
      const code = patterns[seeds[Math.floor(i / run)]! % patterns.length]!;
      for (let byte = 0; byte < width; byte++) view.setUint8(i * width + byte, code >>> 8 * byte & 0xff);
    }
    const tensor = makeTensor(dtype, bytes, shape);
    const places = [0, ...cuts.map((cut) => Math.min(cut * 8, elements)), elements].toSorted((a, b) => a - b);
    const joined = SideScan.of(tensor)!;
    for (const [index, end] of places.slice(1).entries()) {
      const first = places[index]!, range = SideScan.of(tensor, first)!;
      if (end === first) continue;
      range.push(bytes.subarray(first * width, end * width), end - first, null);
      joined.join(structuredClone(range.state));
    }
    const expected = lookAtAll(tensor, bytes);
    assertEquals(scan(tensor, bytes), expected);
    assertEquals(joined.finish(false), expected);
  }));
});

Deno.test("SideScan tells the narrower types that hold every value", () => {
  const typesOf = (...values: number[]) => scan(...pairOf(values)).lossless_in;
  assertEquals(typesOf(1, -3, 127), ["float32", "bfloat16", "float16", "int8"]);
  assertEquals(typesOf(1, 257), ["float32", "float16"]);
  assertEquals(typesOf(70000, NaN), ["float32"]);
  assertEquals(typesOf(2 ** 40, -Infinity), ["float32", "bfloat16"]);
  assertEquals(typesOf(-0, 128), ["float32", "bfloat16", "float16"]);
  assertEquals(typesOf(0.1), undefined);
  assertEquals(typesOf(), undefined);
});

Deno.test("SideScan looks at numbers of eight bytes as a whole", () => {
  const tensor = tensorOf("float64", Float64Array.of(1, 1 + 2 ** -52, 5e-324, 0, 0.1, 0.1, -0, 0), [4, 2]);
  const bytes = new Uint8Array(64);
  new Float64Array(bytes.buffer).set([1, 1 + 2 ** -52, 5e-324, 0, 0.1, 0.1, -0, 0]);
  assertEquals(scan(tensor, bytes), { zero_rows: 1, constant_rows: 1 });
});

Deno.test("SideScan does not look at integers and quantized tensors", () => {
  assertEquals(SideScan.of(tensorOf("int32", Int32Array.of(0, 0), [1, 2])), undefined);
});

function pairOf(values: readonly number[]): [TensorNode, Uint8Array] {
  const array = Float64Array.from(values);
  return [tensorOf("float64", array), new Uint8Array(array.buffer)];
}

function scan(tensor: TensorNode, bytes: Uint8Array): ScanStats {
  const whole = SideScan.of(tensor)!, count = elementCount(tensor.shape);
  whole.push(bytes, count, null);
  return whole.finish(false);
}

/** The same by the definitions. */
function lookAtAll(tensor: TensorNode, bytes: Uint8Array): ScanStats {
  const { shape, dtype } = tensor, elements = elementCount(shape), values = new Float64Array(elements);
  lanesOf(tensor)!.read(bytes, 0, elements, values);
  const figures: Record<string, number> = {};
  if (shape.length > 1) {
    const size = elements / shape[0]!, inner = size / shape[1]!, width = dtype.bits / 8;
    const rows = Array.from({ length: shape[0]! }, (_, row) => row);
    const patternAt = (i: number) => values[i] === 0 ? "0" : bytes.slice(i * width, (i + 1) * width).join();
    const isZero = (row: number) => values.slice(row * size, (row + 1) * size).every((x) => x === 0);
    const isConstant = (row: number) =>
      Array.from({ length: size }, (_, i) => patternAt(row * size + i)).every((each, _, [first]) => each === first);
    if (size > 1) {
      figures.zero_rows = rows.filter(isZero).length;
      figures.constant_rows = rows.filter((row) => isConstant(row) && !isZero(row)).length;
    }
    figures.zero_columns = Array.from({ length: shape[1]! }, (_, column) =>
      values.every((x, i) =>
        Math.floor(i / inner) % shape[1]! !== column || x === 0
      )).filter(Boolean).length;
    const share = (n: number, m: number) => {
      if (shape.at(-1)! % m !== 0) {
        return 0;
      }
      const groups = Array.from({ length: elements / m }, (_, group) =>
        values.slice(group * m, (group + 1) * m));
      return groups.filter((group) => group.filter((x) => x === 0).length >= m - n).length * m / elements;
    };
    Object.assign(figures, { share_2_4: share(2, 4), share_1_4: share(1, 4), share_4_8: share(4, 8) });
  }
  const found = Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure > 0));
  const types = narrowTypes(dtype.name, values);
  return types.length > 0 ? { ...found, lossless_in: types } : found;
}

function narrowTypes(name: string, values: Float64Array): string[] {
  const isIn = (type: string) =>
    values.every((x) => {
      if (type === "int8") return Number.isInteger(x) && x >= -128 && x <= 127 && !Object.is(x, -0);
      return x !== x || (type === "float16" ? Object.is(Math.f16round(x), x) : isShort(x));
    });
  const isShort = (x: number) => new Uint32Array(Float32Array.of(x).buffer)[0]! % 65536 === 0;
  const candidates = name === "float32"
    ? ["bfloat16", "float16", "int8"]
    : name.endsWith("float16") || name === "float16"
    ? ["int8"]
    : [];
  return candidates.filter(isIn);
}
