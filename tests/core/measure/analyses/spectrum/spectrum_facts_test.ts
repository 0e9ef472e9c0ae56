import { assert, assertEquals } from "@std/assert";
import { loadAnalyses } from "../../../../../core/analysis_pipeline.ts";
import type { DTypeName } from "../../../../../core/model/dtype.ts";
import { makeTensor } from "../../make_tensor.ts";
import { analyseTensors } from "../analyse_tensors.ts";

/** What NumPy and SciPy find, by fixtures/make/analysis_spectrum.py. */
interface Case {
  readonly name: string;
  readonly dtypes: readonly [DTypeName, DTypeName];
  readonly shape: readonly number[];
  readonly old: string;
  readonly new: string;
  readonly facts: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
}

const FIXTURE = new URL("../../../../../fixtures/analyses/spectrum/facts.json", import.meta.url);
const { cases } = JSON.parse(Deno.readTextFileSync(FIXTURE)) as { readonly cases: readonly Case[] };

// By how much figures may be off, as a share of 1 + their size. What is iterated stops within 1e-6 of the truth; the
// exponent of a power law is as exact as the logarithms of small singular values.
const TOLERANCES: Readonly<Record<string, number>> = {
  "spectral-norm": 1e-6,
  "stable-rank": 1e-6,
  "effective-rank": 1e-12,
  "numerical-rank": 0,
  "top-k-energy": 1e-12,
  "low-rank-update": 1e-9,
  "subspace-overlap": 1e-4, // degrees
  "power-law-alpha": 1e-9,
  "linear-cka": 1e-12,
};

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

for (const analysis of await loadAnalyses(Object.keys(TOLERANCES))) {
  const { id } = analysis, tolerance = TOLERANCES[id]!;
  for (const { name, dtypes, shape, old, new: fresh, facts } of cases) {
    Deno.test(`${id} gives what NumPy does: ${name}`, async () => {
      const { status, reason, results } = await analyseTensors(analysis, [{
        path: "t",
        old: makeTensor(dtypes[0], decode(old), shape),
        new: makeTensor(dtypes[1], decode(fresh), shape),
      }]);
      const expected = facts[id];
      if (!expected) return assertEquals([status, typeof reason], ["skipped", "string"]);
      const { figures, unmeasured = {} } = results!.tensors![0]!;
      for (const [figure, truth] of Object.entries(expected)) {
        const found = figures[figure];
        assertEquals(figure in unmeasured, truth === null, `reason for ${figure}`);
        if (typeof found !== "number" || truth === null) assertEquals(found, truth, figure);
        else assert(Math.abs(found - truth) <= tolerance * (1 + Math.abs(truth)), `${figure}: ${found}, not ${truth}`);
      }
    });
  }

  Deno.test(`${id} leaves out what is not finite or beyond float64, and is not about vectors, whole numbers or nothing`, async () => {
    const pair = async (dtype: DTypeName, values: ArrayBufferView<ArrayBuffer>, shape: readonly number[]) => {
      const tensor = makeTensor(dtype, new Uint8Array(values.buffer), shape);
      const { status, reason } = await analyseTensors(analysis, [{ path: "t", old: tensor, new: tensor }]);
      return status === "skipped" ? reason : status;
    };
    const notFinite = "it has values that are not finite";
    assertEquals(await pair("float32", new Float32Array(4).fill(NaN), [2, 2]), notFinite);
    assertEquals(await pair("float32", Float32Array.of(1, 2, Infinity, 0), [2, 2]), notFinite);
    assertEquals(
      await pair("float64", Float64Array.of(1e200, 1, 1, 1), [2, 2]),
      "squares of its values are beyond float64",
    );
    assertEquals(await pair("float32", new Float32Array(4), [4]), "not_applicable");
    assertEquals(await pair("float32", new Float32Array(0), [0, 4]), "not_applicable");
    assertEquals(await pair("int32", new Int32Array(4), [2, 2]), "not_applicable");
  });
}
