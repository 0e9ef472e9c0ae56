import type { AnalysisResults, AnalysisStatus, TensorFigures } from "../../model/report.ts";
import type { Analysis, ModelOutcome, Outcome, Skipped } from "./analysis.ts";

/** What one analysis has found so far. */
export class AnalysisRecord<A extends Analysis = Analysis> {
  readonly analysis: A;
  readonly #tensors: TensorFigures[] = [];
  readonly #skipped = new Map<string, number>();
  #whole: ModelOutcome | Skipped | null = null;

  constructor(analysis: A) {
    this.analysis = analysis;
  }

  /** Adds what was found out about a tensor, or why nothing was. */
  add(path: string, outcome: Outcome | Skipped): void {
    if ("skipped" in outcome) this.#skipped.set(outcome.skipped, (this.#skipped.get(outcome.skipped) ?? 0) + 1);
    else this.#tensors.push({ path, ...outcome });
  }

  /** Settles what was found out about the models as a whole. */
  settle(outcome: ModelOutcome | Skipped | null): void {
    this.#whole = outcome;
  }

  /** What stands in the report. */
  status(): AnalysisStatus {
    const { id, title, kind } = this.analysis, named = { id, title };
    if (kind !== "model") return { ...named, ...this.#tensorStatus() };
    if (this.#whole === null) return { ...named, ...NOT_APPLICABLE };
    if ("skipped" in this.#whole) return { ...named, status: "skipped", reason: this.#whole.skipped };
    return { ...named, status: "ok", results: { ...this.#heading(), ...this.#whole } };
  }

  #heading(): Pick<AnalysisResults, "basis" | "ranked_by"> {
    const { basis, rank } = this.analysis;
    return rank === undefined ? { basis } : { basis, ranked_by: rank };
  }

  #tensorStatus(): Pick<AnalysisStatus, "status" | "reason" | "results"> {
    const left = Array.from(this.#skipped, ([reason, tensors]) => ({ reason, tensors }));
    const results: AnalysisResults = {
      ...this.#heading(),
      tensors: this.#tensors,
      ...(left.length > 0 ? { left_out: left } : {}),
    };
    if (this.#tensors.length > 0) return { status: left.length > 0 ? "inconclusive" : "ok", results };
    if (left.length === 0) return NOT_APPLICABLE;
    return { status: "skipped", reason: left.map(({ reason }) => reason).join("; "), results };
  }
}

const NOT_APPLICABLE = { status: "not_applicable", reason: "nothing in the files is what it is about" } as const;
