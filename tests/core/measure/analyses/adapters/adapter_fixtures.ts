import { comparePaths } from "../../../../../core/compare_paths.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../../../core/model/limits.ts";
import type { AnalysisStatus } from "../../../../../core/model/report.ts";
import { REGISTRY } from "../../../../../plugins/registry.ts";

const FOLDER = new URL("../../../../../fixtures/analyses/adapters/", import.meta.url);

/** The path of a fixture of adapters and merged models. */
export function adapterFile(name: string): string {
  return new URL(`${name}.safetensors`, FOLDER).pathname;
}

/** The multiple of u nearest to v by numpy.linalg.lstsq, the norm of the rest, and the norms of u and v. */
export interface Line {
  readonly alpha: number;
  readonly rest: number;
  readonly u: number;
  readonly v: number;
  readonly left_out: number;
}

/** What NumPy and torch computed. */
export interface AdapterFacts {
  readonly rank: Readonly<Record<string, number>>;
  readonly norm: Readonly<Record<string, number>>;
  readonly norm_of_all: number;
  readonly elements: number;
  readonly merged: { readonly whole: Line; readonly modules: Readonly<Record<string, Line>> };
  readonly merged_bfloat16: AdapterFacts["merged"];
  readonly soup: { readonly whole: Line; readonly tensors: Readonly<Record<string, Line>> };
  readonly average: AdapterFacts["soup"];
  readonly beside: AdapterFacts["soup"];
  readonly fingerprint: Readonly<Record<string, string>>;
  readonly scaling: readonly {
    readonly name: string;
    readonly dtype: string;
    readonly old: string;
    readonly new: string;
    readonly left_out: number;
    readonly fit: Line | null;
  }[];
  readonly roundings: { readonly values: string; readonly rounded: Readonly<Record<string, string>> };
}

/** Reads them. */
export async function readAdapterFacts(): Promise<AdapterFacts> {
  return JSON.parse(await Deno.readTextFile(new URL("facts.json", FOLDER)));
}

/** Runs an analysis on two fixtures and maybe a third. */
export async function analyseFiles(
  id: string,
  [old, fresh, third]: readonly [string, string, string?],
  limits: Partial<Limits> = {},
): Promise<AnalysisStatus> {
  const report = await comparePaths(adapterFile(old), adapterFile(fresh), {
    registry: REGISTRY,
    analyses: [id],
    limits: { ...DEFAULT_LIMITS, ...limits },
    ...(third === undefined ? {} : { with: adapterFile(third) }),
  });
  return report.analyses.find((each) => each.id === id)!;
}

/** Figures of the whole as numbers. */
export function wholeFigures({ results }: AnalysisStatus): Readonly<Record<string, number>> {
  return results!.figures as Readonly<Record<string, number>>;
}
