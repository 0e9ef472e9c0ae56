import fc from "fast-check";
import { DTYPES, type TensorSpec } from "./tensor_files.ts";

const NAMES = ["layer.weight", "layer.bias", "bn.running_mean", "head.weight", "scale"] as const;

/** A state dict of up to five tensors with names from a fixed few, so that two of them share some. */
export const arbitraryTensors: fc.Arbitrary<TensorSpec[]> = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...NAMES),
    dtype: fc.constantFrom(...Object.keys(DTYPES) as (keyof typeof DTYPES)[]),
    shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: NAMES.length },
).chain((headers) =>
  fc.tuple(
    ...headers.map(({ name, dtype, shape }) =>
      arbitraryBytes(dtype, shape.reduce((product, size) => product * size, 1))
        .map((bytes): TensorSpec => ({ name, dtype, shape, bytes }))
    ),
  )
);

/** Any bits: NaN of every kind, infinities, subnormal numbers; of a boolean only 0 and 1. */
function arbitraryBytes(dtype: keyof typeof DTYPES, elements: number): fc.Arbitrary<Uint8Array> {
  const length = elements * DTYPES[dtype][2];
  const bytes = dtype === "bool" ? fc.integer({ min: 0, max: 1 }) : fc.integer({ min: 0, max: 255 });
  return fc.array(bytes, { minLength: length, maxLength: length }).map((each) => Uint8Array.from(each));
}
