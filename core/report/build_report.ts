import type { Problem } from "../model/problem.ts";
import type { QuantizationReport } from "../model/quantization_report.ts";
import type {
  AnalysisStatus,
  Change,
  Comparison,
  ComparisonTotals,
  Finding,
  InputFacts,
  Report,
  Verdict,
} from "../model/report.ts";
import { VERSION } from "../model/version.ts";
import { isStructural, rankChanges } from "./rank_changes.ts";
import { rankFindings } from "./rank_findings.ts";

/** What the stages before have found out about one pair. */
export interface ReportParts {
  /** The comparison without the totals that every kind has; those are counted here. */
  readonly comparison: Without<Comparison, keyof ComparisonTotals> & Partial<ComparisonTotals>;
  readonly inputs: Report["inputs"];
  readonly verdict: Verdict;
  readonly changes: readonly Change[];
  readonly findings?: readonly Finding[];
  readonly analyses?: readonly AnalysisStatus[];
  readonly quantization?: QuantizationReport | undefined;
  readonly problems?: readonly Problem[];
  readonly files?: readonly Report[];
}

// Omit of each member of a union, not of what they have in common.
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** One pair's report, the most important change first. */
export function buildReport(parts: ReportParts): Report {
  const { comparison, inputs, verdict, changes, findings = [], analyses = [], problems = [], files = [] } = parts;
  const paramDiff = comparison.param_diff ??
    ("parameters" in comparison ? comparison.parameters.new - comparison.parameters.old : 0);
  const totals: ComparisonTotals = {
    param_diff: paramDiff,
    structure_changes: comparison.structure_changes ?? countOf(changes, isStructural),
    significant_changes: comparison.significant_changes ?? countSignificant(findings),
  };
  const { kind, ...rest } = comparison;
  return {
    schema_version: "1.0",
    tool: { name: "diffai", version: VERSION },
    verdict,
    param_diff: paramDiff,
    comparison: { kind, ...totals, ...rest } as Comparison,
    inputs,
    changes: rankChanges(changes),
    findings: rankFindings(findings, changes),
    analyses,
    ...(parts.quantization ? { quantization: parts.quantization } : {}),
    problems,
    files,
  };
}

/** What is known of an input that no plugin has loaded. */
export function bareInput(path: string, format: string, bytes: number, title: string = format): InputFacts {
  return { path, format, title, bytes, imports: [], container: {} };
}

function countSignificant(findings: readonly Finding[]): number {
  const isSignificant = ({ rule, severity }: Finding) => rule === "significant-change" || severity !== "info";
  return findings.reduce((sum, finding) => isSignificant(finding) ? sum + (finding.tensors ?? 1) : sum, 0);
}

function countOf<T>(items: readonly T[], isCounted: (item: T) => boolean): number {
  return items.reduce((count, item) => isCounted(item) ? count + 1 : count, 0);
}
