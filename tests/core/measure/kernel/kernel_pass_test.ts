import { assert, assertEquals } from "@std/assert";
import { createKernel } from "../../../../core/measure/kernel/kernel.ts";
import { isKernelTensor, measurePairFast, measureSideFast } from "../../../../core/measure/kernel/kernel_pass.ts";
import { measurePair, measureTensor } from "../../../../core/measure/tensor_pass.ts";
import { dtype } from "../../../../core/model/dtype.ts";
import { alter, assertSame, LENGTHS, makeBytes, OPTIONS, tensor, TYPES } from "./kernel_tensors.ts";

for (const type of TYPES) {
  for (const content of ["numbers", "any bits"] as const) {
    Deno.test(`measurePairFast() agrees with the plain pass on ${type} of ${content}`, async () => {
      const kernel = createKernel();
      const width = dtype(type).bits / 8;
      for (const [index, length] of LENGTHS.entries()) {
        const bytes = makeBytes(type, length, content, index + 1);
        const old = tensor(type, bytes, length),
          fresh = tensor(type, alter(bytes, width, index), length, index % 2 === 0);
        assertSame(
          await measurePairFast(kernel, old, fresh),
          await measurePair(old, fresh, OPTIONS),
          `${length} elements`,
        );
        assertEquals((await measureSideFast(kernel, old)).stats, (await measurePairFast(kernel, old, old)).old);
      }
    });
  }
}

Deno.test("measurePairFast() agrees with the plain pass on every pair of types", async () => {
  const kernel = createKernel();
  for (const oldType of TYPES) {
    for (const newType of TYPES) {
      const length = 8195;
      const old = tensor(oldType, makeBytes(oldType, length, "numbers", 3), length);
      const fresh = tensor(newType, makeBytes(newType, length, "numbers", 4), length);
      const what = `${oldType} against ${newType}`;
      assertSame(await measurePairFast(kernel, old, fresh), await measurePair(old, fresh, OPTIONS), what);
    }
  }
});

Deno.test("measurePairFast() keeps its digits where the mean is large against the spread", async () => {
  const values = Float32Array.from({ length: 8192 }, (_, i) => 1e6 + (i % 7) / 8);
  const old = tensor("float32", new Uint8Array(values.buffer), 8192);
  const kernel = createKernel();
  assertSame(await measurePairFast(kernel, old, old), await measurePair(old, old, OPTIONS), "large mean");
});

Deno.test("measurePairFast() keeps the digits of small and larger changes, whether sums are exact or not", async () => {
  const kernel = createKernel();
  for (const type of ["float32", "float64"] as const) {
    for (const [mean, step] of [[1000, 1e-4], [0, 1e-2]] as const) { // the latter outweighs what two sums round off
      for (const least of [1, 1e-9, 0]) { // of one element: beside it, sums of float32 are exact in float64, or are not
        const values = Array.from({ length: 9001 }, (_, i) => i === 77 ? least : mean + Math.cos(i));
        const moved = values.map((x, i) => x + (i % 3) * step - step);
        const [old, fresh] = [values, moved].map((each) => {
          const bytes = type === "float32" ? Float32Array.from(each).buffer : Float64Array.from(each).buffer;
          return tensor(type, new Uint8Array(bytes), 9001);
        });
        const what = `${type} of ${mean} with ${least}`, plain = await measurePair(old!, fresh!, OPTIONS);
        assert(Math.abs(plain.measures!.mean_change!) < 1e-5, what);
        assertSame(await measurePairFast(kernel, old!, fresh!), plain, what);
      }
    }
  }
});

Deno.test("measurePairFast() agrees with the plain pass on values from 1e-45 to 3e38 and beyond", async () => {
  const kernel = createKernel();
  const sizes = [1e-45, 1e-38, 1e-20, 1, 1e20, 3e38];
  for (const size of sizes) {
    const a = Float32Array.from({ length: 1001 }, (_, i) => Math.fround(size * Math.cos(i)));
    const b = a.map((x, i) => i % 5 ? x : Math.fround(x * 0.75));
    const [old, fresh] = [a, b].map((values) => tensor("float32", new Uint8Array(values.buffer), 1001));
    assertSame(await measurePairFast(kernel, old!, fresh!), await measurePair(old!, fresh!, OPTIONS), `${size}`);
  }
  for (const size of [5e-324, 1e-300, 1e-160, 1e160, 1e300, 1.7e308]) {
    const a = Float64Array.from({ length: 1001 }, (_, i) => size * Math.cos(i));
    const b = a.map((x, i) => i % 5 ? x : x * 0.75);
    const [old, fresh] = [a, b].map((values) => tensor("float64", new Uint8Array(values.buffer), 1001));
    assertSame(await measurePairFast(kernel, old!, fresh!), await measurePair(old!, fresh!, OPTIONS), `${size}`);
  }
});

Deno.test("isKernelTensor() leaves complex, packed and wide numbers to the plain pass", () => {
  for (const name of ["complex64", "float128", "float4_e2m1fn", "quint4x2"] as const) {
    assertEquals(isKernelTensor(tensor(name, new Uint8Array(32), 1)), false, name);
  }
  for (const name of TYPES) assertEquals(isKernelTensor(tensor(name, new Uint8Array(8), 1)), true, name);
  assertEquals(isKernelTensor({ ...tensor("float32", new Uint8Array(4), 1), data: null }), false);
});

Deno.test("measureSideFast() agrees with the plain pass", async () => {
  const kernel = createKernel();
  const old = tensor("float32", makeBytes("float32", 9000, "numbers", 8), 9000);
  const fast = (await measureSideFast(kernel, old)).stats, plain = await measureTensor(old, OPTIONS);
  assertEquals({ ...fast, mean: 0, std: 0 }, { ...plain, mean: 0, std: 0 });
  assert(Math.abs(fast!.mean! - plain!.mean!) < 1e-15 && Math.abs(fast!.std! / plain!.std! - 1) < 1e-13);
});

Deno.test("measurePairFast() gives a side the same bits whatever its partner, or none", async () => {
  const kernel = createKernel();
  for (const type of ["float64", "float32", "float16", "bfloat16", "int16", "int64"] as const) {
    for (const length of LENGTHS.filter((each) => each > 1)) {
      const bytes = makeBytes(type, length, "numbers", length), width = dtype(type).bits / 8;
      const moved = bytes.slice();
      moved.copyWithin(0, width); // all but the last element from its neighbour
      const [old, fresh] = [bytes, moved].map((each) => tensor(type, each, length));
      const { stats } = await measureSideFast(kernel, old!);
      const { old: before, measures } = await measurePairFast(kernel, old!, fresh!);
      const { new: after } = await measurePairFast(kernel, fresh!, old!);
      assert(measures!.changed_elements > 0 || length < 5);
      assertEquals([before, after], [stats, stats], `${length} elements of ${type}`);
    }
  }
});
