import type { Analysis, AnalysisContext } from "../../../../core/measure/analyses/analysis.ts";
import { AnalysisRun } from "../../../../core/measure/analyses/analysis_run.ts";
import { measureTensors } from "../../../../core/measure/measure_tensors.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../../core/model/limits.ts";
import type { AnalysisStatus } from "../../../../core/model/report.ts";
import { sameShape } from "../../../../core/model/same_shape.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import type { TensorTask } from "../../../../core/model/tensor_task.ts";
import { TensorChange } from "../../../../core/report/tensor_change.ts";

/** A tensor of both files, or of one, and of a third. */
export interface GivenTensor {
  readonly path: string;
  readonly old: TensorNode | null;
  readonly new: TensorNode | null;
  readonly third?: TensorNode;
  readonly role?: TensorTask["role"];
}

/** Runs one analysis on tensors as a comparison does. */
export async function analyseTensors(
  analysis: Analysis,
  given: readonly GivenTensor[],
  limits: Partial<Limits> = {},
): Promise<AnalysisStatus> {
  const tasks = given.map(({ path, old, new: fresh, role = "parameter" }): TensorTask => {
    const inBoth = () => sameShape(old!, fresh!) ? "revalued" : "reshaped";
    const change = old && fresh ? inBoth() : old ? "removed" : "added";
    return { path, keys: [path], role, change, old, new: fresh };
  });
  const run = await AnalysisRun.begin([analysis]);
  const { results } = await measureTensors(tasks, {
    blockBytes: DEFAULT_LIMITS.blockBytes,
    file: "old",
    observerOf: run.observes ? (sides) => run.observerOf(sides) : undefined,
  });
  const changes = tasks.map((task, index) => new TensorChange(task, results, index));
  const third = new Map(given.flatMap(({ path, third }) => third ? [[path, third] as const] : []));
  const context: AnalysisContext = {
    limits: { ...DEFAULT_LIMITS, ...limits },
    files: { old: "old", new: "new", third: "third" },
    pulse: () => {},
  };
  const [status] = await run.finish({ tasks, changes, ...(third.size > 0 ? { third } : {}) }, context);
  return status!;
}

/** Runs one analysis on one pair; its figures, or the whole status where there are none. */
export async function analysePair(
  analysis: Analysis,
  old: TensorNode,
  fresh: TensorNode,
): Promise<{ readonly figures: Readonly<Record<string, unknown>>; readonly unmeasured?: object } | AnalysisStatus> {
  const status = await analyseTensors(analysis, [{ path: "t", old, new: fresh }]);
  const first = status.results?.tensors?.[0];
  if (!first) return status;
  const { figures, unmeasured } = first;
  return unmeasured ? { figures, unmeasured } : { figures };
}
