/**
 * Makes the files in `samples/`:
 * `deno run --allow-write=examples/plugins/samples examples/plugins/make_samples.ts`
 *
 * @module
 */

/** Two images of 4 x 4 pixels, as `train-images.idx3-ubyte` has 60,000 of 28 x 28. */
const IMAGES = Uint8Array.from({ length: 2 * 4 * 4 }, (_, index) => (index * 37) & 255);

function idx(code: number, shape: readonly number[], elements: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint8(2, code);
  header.setUint8(3, shape.length);
  shape.forEach((size, axis) => header.setUint32(4 + 4 * axis, size));
  return new Uint8Array([...new Uint8Array(header.buffer), ...elements]);
}

function bigEndianFloats(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => view.setFloat32(4 * index, value));
  return new Uint8Array(view.buffer);
}

const SAMPLES: Readonly<Record<string, Uint8Array>> = {
  "images_old.idx3-ubyte": idx(0x08, [2, 4, 4], IMAGES),
  // One pixel of the second image is lighter by 9.
  "images_new.idx3-ubyte": idx(0x08, [2, 4, 4], IMAGES.map((pixel, index) => index === 21 ? pixel + 9 : pixel)),
  "floats_old.idx": idx(0x0d, [3], bigEndianFloats([1.5, -2, 0.25])),
  "floats_new.idx": idx(0x0d, [3], bigEndianFloats([1.5, -2, 0.75])),
};

if (import.meta.main) {
  for (const [name, bytes] of Object.entries(SAMPLES)) {
    Deno.writeFileSync(new URL(`samples/${name}`, import.meta.url), bytes);
  }
}
