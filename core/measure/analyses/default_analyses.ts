import type { AnalysedTensors } from "./analysis_run.ts";
import { ALL_ANALYSES, ANALYSES, type AnalysisEntry } from "./registry.ts";
import { surveyTensors } from "./survey_tensors.ts";

/** The analyses that come by themselves with these tensors and were not asked for by id, in the order of the registry. */
export function defaultAnalyses(
  tensors: Pick<AnalysedTensors, "tasks" | "changes">,
  requested: readonly string[] = [],
): readonly AnalysisEntry[] {
  if (requested.includes(ALL_ANALYSES)) return [];
  const survey = surveyTensors(tensors);
  return ANALYSES.filter(({ id, comesWith }) => comesWith?.(survey) && !requested.includes(id));
}
