import { assert, assertEquals } from "@std/assert";
import { describeInput } from "../../core/show_pipeline.ts";
import type { TensorFacts } from "../../core/model/report.ts";
import { EXACT, listFixtures, memoryInput } from "../contract/fixture.ts";

/** What NumPy and torch say of a tensor's values, in float64; see fixtures/make/README.md. */
type Truth = Readonly<Record<"mean" | "std" | "min" | "max" | "zeros" | "nan" | "pos_inf" | "neg_inf", unknown>>;

const COUNTS = ["zeros", "nan", "pos_inf", "neg_inf"] as const;
const EXTREMES = ["min", "max"] as const;
const RELATIVE = 1e-9;

for (const { path, name, plugin } of listFixtures()) {
  const tensors = factsOf(path);
  if (tensors === undefined) continue;
  Deno.test(`describeInput() gives the statistics of ${plugin}/${name}`, async () => {
    const { nodes } = await describeInput(memoryInput(path, Deno.readFileSync(path)), EXACT);
    const found = new Map(nodes.flatMap(({ path, tensor }) => tensor ? [[path, tensor]] : []));
    for (const [tensor, truth] of Object.entries(tensors)) {
      const stats = found.get(tensor) ?? found.get(""); // facts may call a lone array `data`
      assert(stats, `there is no tensor ${tensor}`);
      // Where a library computes nothing (packed 4-bit values), the facts have not even counts.
      if (typeof truth.zeros === "number") assertStatistics(stats, truth, tensor);
    }
  });
}

function assertStatistics(stats: TensorFacts, truth: Truth, name: string): void {
  // What a library cannot count is `null` in the facts.
  for (const count of COUNTS.filter((each) => truth[each] !== null)) {
    assertEquals(stats[count], truth[count], `${name}: ${count}`);
  }
  for (const extreme of EXTREMES) assertEquals(text(stats[extreme]), text(truth[extreme]), `${name}: ${extreme}`);
  // A mean of numbers that cancel out is as exact as the numbers are large.
  const size = Math.max(Math.abs(Number(stats.min)), Math.abs(Number(stats.max)));
  for (const measure of ["mean", "std"] as const) {
    const value = stats[measure] ?? null, wanted = truth[measure];
    if (typeof value !== "number" || typeof wanted !== "number") assertEquals(value, wanted, `${name}: ${measure}`);
    else assert(Math.abs(value - wanted) <= RELATIVE * size, `${name}: ${measure} is ${value}, not ${wanted}`);
  }
}

/** `null` where there is none, else the number as facts spell it: large integers are strings there. */
function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return String(typeof value === "boolean" ? Number(value) : value);
}

function factsOf(path: string): Readonly<Record<string, Truth>> | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(`${path}.facts.json`)).tensors;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined; // a shard
    throw error;
  }
}
