import type { Figures } from "../model/analysis.ts";
import type { Unmeasured } from "../model/measures.ts";
import type { AnalysisStatus } from "../model/report.ts";
import { ANALYSIS_FACTS, type Fact, type Facts } from "./facts.ts";

const NONE: Facts = {};

/** The figures of analyses as facts: those of the whole, and those of a tensor or its module by path. */
export class AnalysisFacts {
  readonly #places = new Map<string, Record<string, unknown>>();
  /** Why a figure is undefined, by place and name. */
  readonly #reasons = new Map<string, string>();

  constructor(analyses: readonly AnalysisStatus[]) {
    for (const { id, results } of analyses) {
      if (!results) continue;
      const names = FACTS.filter(([, { analysis }]) => analysis === id).map(([name]) => name);
      if (names.length === 0) continue;
      this.#add("", names, results);
      for (const tensor of results.tensors ?? []) this.#add(tensor.path, names, tensor);
    }
  }

  /** Figures of the pair of models; what is undefined is absent. */
  get whole(): Facts {
    return this.#places.get("") ?? NONE;
  }

  /** Figures of a tensor, or of the module that it is in. */
  of(change: { readonly path: string }): Facts {
    if (this.#places.size === 0) return NONE; // 100,000 paths need not be made
    const { path } = change;
    const own = this.#places.get(path);
    return own ?? (path.includes(".") ? this.#places.get(moduleOf(path)) : undefined) ?? NONE;
  }

  /** Why a figure of a tensor is undefined, or of the pair of models for an empty path. */
  reasonFor(path: string, name: string): string | undefined {
    return this.#reasons.get(keyOf(path, name)) ?? this.#reasons.get(keyOf(moduleOf(path), name));
  }

  #add(place: string, names: readonly string[], { figures = {}, unmeasured = {} }: Told): void {
    const facts = this.#places.get(place) ?? {};
    for (const name of names) {
      const figure = figures[name], reason = unmeasured[name];
      if (figure === undefined) continue;
      if (figure !== null) facts[name] = typeof figure === "bigint" ? Number(figure) : figure;
      else if (reason !== undefined) this.#reasons.set(keyOf(place, name), reason);
    }
    this.#places.set(place, facts);
  }
}

/** Figures with the reasons of those that are undefined. */
interface Told {
  readonly figures?: Figures;
  readonly unmeasured?: Unmeasured;
}

const FACTS: readonly (readonly [string, Fact])[] = Object.entries(ANALYSIS_FACTS);

function moduleOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

function keyOf(place: string, name: string): string {
  return `${name} ${place}`;
}
