import { assert, assertEquals } from "@std/assert";
import type { Analysis } from "../../../../core/measure/analyses/analysis.ts";
import type { DTypeName } from "../../../../core/model/dtype.ts";
import type { AnalysisStatus } from "../../../../core/model/report.ts";
import { elementCount, type TensorNode } from "../../../../core/model/tensor.ts";
import { makeTensor } from "../make_tensor.ts";
import { analyseTensors } from "./analyse_tensors.ts";

/** Figures by the id of an analysis; `null`: it is skipped, or not about the pair. */
type Facts = Readonly<Record<string, Readonly<Record<string, number | string | null>> | null>>;

/** What NumPy and SciPy find, by fixtures/make/analysis_cases.py. */
export interface AnalysisCase {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtypes: readonly [DTypeName, DTypeName];
  readonly old: string;
  readonly new: string;
  readonly facts: Facts;
  /** Of the pair over and over, to at least `MANY` elements. */
  readonly facts_many?: Facts;
}

const MANY = 70_000;

/** The cases of a group of analyses. */
export function casesOf(group: string): readonly AnalysisCase[] {
  const url = new URL(`../../../../fixtures/analyses/${group}/cases.json`, import.meta.url);
  return (JSON.parse(Deno.readTextFileSync(url)) as { readonly cases: readonly AnalysisCase[] }).cases;
}

/** Registers a test a case. Figures may be off by `relative` of their size, or by `absolute` where that is more. */
export function testCases(analysis: Analysis, group: string, bounds: Bounds): void {
  for (const each of casesOf(group)) {
    if (!Object.hasOwn(each.facts, analysis.id)) continue;
    Deno.test(`${analysis.id} finds what SciPy finds: ${each.name}`, async () => {
      await checkCase(analysis, each, each.facts, 1, bounds);
      const times = Math.ceil(MANY / elementCount(each.shape));
      if (each.facts_many) await checkCase(analysis, each, each.facts_many, times, bounds);
    });
  }
}

interface Bounds {
  readonly relative: number;
  readonly absolute: number;
}

async function checkCase(analysis: Analysis, given: AnalysisCase, facts: Facts, times: number, bounds: Bounds) {
  const [old, fresh] = [tensorOf(given, "old", times), tensorOf(given, "new", times)];
  const status = await analyseTensors(analysis, [{ path: "t", old, new: fresh }]), expected = facts[analysis.id]!;
  if (expected === null) {
    assert(status.status === "skipped" || status.status === "not_applicable", status.status);
    assert(status.reason);
  } else checkFigures(status, expected, bounds);
}

function checkFigures({ results }: AnalysisStatus, expected: NonNullable<Facts[string]>, bounds: Bounds): void {
  const { figures, unmeasured = {} } = results!.tensors![0]!;
  assertEquals(Object.keys(figures).toSorted(), Object.keys(expected).toSorted());
  for (const [name, fact] of Object.entries(expected)) {
    const figure = figures[name];
    assertEquals(Object.hasOwn(unmeasured, name), fact === null, name);
    if (typeof fact === "string") assertEquals(`${figure}`, fact, name); // an integer beyond 2^53, or a word
    else if (fact === null) assertEquals(figure, null, name);
    else {
      const bound = Math.max(bounds.absolute, bounds.relative * Math.abs(fact));
      assert(Math.abs(figure as number - fact) <= bound, `${name}: ${figure} instead of ${fact}`);
    }
  }
}

function tensorOf({ dtypes, shape, ...sides }: AnalysisCase, side: "old" | "new", times: number): TensorNode {
  const bytes = Uint8Array.from(atob(sides[side]), (character) => character.charCodeAt(0));
  const repeated = new Uint8Array(bytes.length * times);
  for (let at = 0; at < repeated.length; at += bytes.length) repeated.set(bytes, at);
  const [first = 1, ...inner] = shape;
  return makeTensor(dtypes[side === "old" ? 0 : 1], repeated, [first * times, ...inner]);
}
