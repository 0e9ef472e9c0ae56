import type { PairMeasures } from "../../../core/model/measures.ts";
import type { Change, Comparison, InputFacts, Report } from "../../../core/model/report.ts";
import { bareInput, buildReport, type ReportParts } from "../../../core/report/build_report.ts";

/** Measures of a tensor of 100 elements of which half changed. */
export function measures(rest: Partial<PairMeasures> = {}): PairMeasures {
  return {
    changed_elements: 50,
    changed_fraction: 0.5,
    signed_zero_changes: 0,
    nan_payload_changes: 0,
    left_out_elements: 0,
    sign_flips: 3,
    pruned: 2,
    regrown: 1,
    max_abs: 0.5,
    max_abs_index: [1, 2],
    max_abs_old: 1,
    max_abs_new: 1.5,
    mean_abs: 0.1,
    mean_change: -0.05,
    std_change: 0.19,
    update_ratio: 0.03,
    rms: 0.2,
    l2: 2,
    relative_l2: 0.02,
    cosine: 0.999,
    snr_db: 34,
    ...rest,
  };
}

/** A tensor's change; by default its values changed. */
export function tensor(path: string, rest: Partial<Change> = {}): Change {
  const side = { dtype: "float32", shape: [10, 10], elements: 100 };
  return {
    path,
    keys: [path],
    node: "tensor",
    change: "revalued",
    old: side,
    new: side,
    role: "parameter",
    ...(rest.change === undefined || rest.change === "revalued" ? { measures: measures() } : {}),
    ...rest,
  };
}

/** A changed scalar. */
export function value(path: string, old: number | string | null, fresh: number | string | null): Change {
  const side = (value: number | string | null) =>
    value === null ? null : { type: typeof value === "number" ? "float" : "string", value };
  return {
    path,
    keys: [path],
    node: "scalar",
    change: old === null ? "added" : fresh === null ? "removed" : "revalued",
    old: side(old),
    new: side(fresh),
  };
}

/** A model comparison in which nothing differs but what is given. */
export function model(rest: Partial<Extract<Comparison, { kind: "model" | "array" }>> = {}): ReportParts["comparison"] {
  return {
    kind: "model",
    parameters: { old: 1000, new: 1000 },
    buffers: { old: 0, new: 0 },
    modified_parameters: 50,
    modified_fraction: 0.05,
    tensors: { old: 10, new: 10, added: 0, removed: 0, changed: 1, unchanged: 9 },
    values: { added: 0, removed: 0, changed: 0, unchanged: 0 },
    ...rest,
  };
}

/** Both inputs with the same rest. */
export function inputs(rest: Partial<InputFacts> = {}): Report["inputs"] {
  return {
    old: { ...bareInput("old.pth", "pytorch", 4096), ...rest },
    new: { ...bareInput("new.pth", "pytorch", 4096), ...rest },
  };
}

/** A report of a model pair with these changes, unless other parts are given. */
export function report(changes: readonly Change[] = [], rest: Partial<ReportParts> = {}): Report {
  return buildReport({ comparison: model(), inputs: inputs(), verdict: "different", changes, ...rest });
}
