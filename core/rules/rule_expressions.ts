// Written by deno task generate from the rules in this folder.
// deno-fmt-ignore-file
// deno-lint-ignore-file no-explicit-any no-unused-vars

/** The expressions of the built-in rules as functions of facts, by their text. */
export const RULE_EXPRESSIONS: Readonly<Record<string, (facts: any, limits: any) => unknown>> = {
  "analysis.changed_depths":
    (f: any, limits: any) => f.analysis.changed_depths,
  "analysis.changed_depths != 'none'":
    (f: any, limits: any) => (f.analysis.changed_depths !== "none"),
  "analysis.channels":
    (f: any, limits: any) => f.analysis.channels,
  "analysis.depth_evidence":
    (f: any, limits: any) => f.analysis.depth_evidence,
  "analysis.first_copy":
    (f: any, limits: any) => f.analysis.first_copy,
  "analysis.largest_kl":
    (f: any, limits: any) => f.analysis.largest_kl,
  "analysis.new_collapsed":
    (f: any, limits: any) => f.analysis.new_collapsed,
  "analysis.new_collapsed - analysis.old_collapsed >= limits.share":
    (f: any, limits: any) => ((f.analysis.new_collapsed - f.analysis.old_collapsed) >= limits.share),
  "analysis.new_copies":
    (f: any, limits: any) => f.analysis.new_copies,
  "analysis.new_wasted":
    (f: any, limits: any) => f.analysis.new_wasted,
  "analysis.new_wasted > analysis.old_wasted":
    (f: any, limits: any) => (f.analysis.new_wasted > f.analysis.old_wasted),
  "analysis.old_collapsed":
    (f: any, limits: any) => f.analysis.old_collapsed,
  "analysis.old_wasted":
    (f: any, limits: any) => f.analysis.old_wasted,
  "analysis.symmetric_kl":
    (f: any, limits: any) => f.analysis.symmetric_kl,
  "analysis.symmetric_kl >= limits.nats":
    (f: any, limits: any) => (f.analysis.symmetric_kl >= limits.nats),
  "analysis.worst_channel":
    (f: any, limits: any) => f.analysis.worst_channel,
  "change == 'unchanged'":
    (f: any, limits: any) => (f.change === "unchanged"),
  "has(analysis.changed_depths)":
    (f: any, limits: any) => (f.analysis.changed_depths !== undefined),
  "has(analysis.channels) && path.endsWith('running_mean')":
    (f: any, limits: any) => ((f.analysis.channels !== undefined) && f.path.endsWith("running_mean")),
  "has(analysis.new_wasted)":
    (f: any, limits: any) => (f.analysis.new_wasted !== undefined),
  "has(analysis.scales) && path.endsWith('weight')":
    (f: any, limits: any) => ((f.analysis.scales !== undefined) && f.path.endsWith("weight")),
  "in_new && (path.endsWith('running_var') || path.endsWith('exp_avg_sq') || path.endsWith('square_avg'))":
    (f: any, limits: any) => (f.in_new && ((f.path.endsWith("running_var") || f.path.endsWith("exp_avg_sq")) || f.path.endsWith("square_avg"))),
  "in_old && in_new":
    (f: any, limits: any) => (f.in_old && f.in_new),
  "in_old && in_new && change != 'unchanged'":
    (f: any, limits: any) => ((f.in_old && f.in_new) && (f.change !== "unchanged")),
  "in_old && in_new && change == 'retyped'":
    (f: any, limits: any) => ((f.in_old && f.in_new) && (f.change === "retyped")),
  "in_old && in_new && change == 'retyped' && (old.dtype == 'float64' || old.dtype == 'float32' || old.dtype == 'bfloat16' || old.dtype == 'float16') && (new.dtype == 'bfloat16' || new.dtype == 'float16' || new.dtype == 'float8_e5m2' || new.dtype == 'float8_e4m3fn' || old.dtype == 'float64' && new.dtype == 'float32')":
    (f: any, limits: any) => ((((f.in_old && f.in_new) && (f.change === "retyped")) && ((((f.old.dtype === "float64") || (f.old.dtype === "float32")) || (f.old.dtype === "bfloat16")) || (f.old.dtype === "float16"))) && (((((f.new.dtype === "bfloat16") || (f.new.dtype === "float16")) || (f.new.dtype === "float8_e5m2")) || (f.new.dtype === "float8_e4m3fn")) || ((f.old.dtype === "float64") && (f.new.dtype === "float32")))),
  "in_old && in_new && role != 'state' && change != 'reshaped'":
    (f: any, limits: any) => (((f.in_old && f.in_new) && (f.role !== "state")) && (f.change !== "reshaped")),
  "in_old && in_new && role == 'parameter'":
    (f: any, limits: any) => ((f.in_old && f.in_new) && (f.role === "parameter")),
  "in_old && in_new && role == 'parameter' && change != 'reshaped'":
    (f: any, limits: any) => (((f.in_old && f.in_new) && (f.role === "parameter")) && (f.change !== "reshaped")),
  "in_old && in_new && role == 'parameter' && model.changed_tensors > 0.0":
    (f: any, limits: any) => (((f.in_old && f.in_new) && (f.role === "parameter")) && (f.model.changed_tensors > 0)),
  "in_old && in_new && role == 'parameter' && new.elements > 0.0 && old.elements > 0.0":
    (f: any, limits: any) => ((((f.in_old && f.in_new) && (f.role === "parameter")) && (f.new.elements > 0)) && (f.old.elements > 0)),
  "in_old && in_new && role == 'state' && (path.endsWith('.exp_avg') || path.endsWith('.exp_avg_sq') || path.endsWith('.momentum_buffer') || path.endsWith('.square_avg'))":
    (f: any, limits: any) => (((f.in_old && f.in_new) && (f.role === "state")) && (((f.path.endsWith(".exp_avg") || f.path.endsWith(".exp_avg_sq")) || f.path.endsWith(".momentum_buffer")) || f.path.endsWith(".square_avg"))),
  "limits.relative_l2":
    (f: any, limits: any) => limits.relative_l2,
  "measures.cast_mismatches":
    (f: any, limits: any) => f.measures.cast_mismatches,
  "measures.cast_mismatches > 0.0 && measures.cast_mismatches <= limits.share * old.elements":
    (f: any, limits: any) => ((f.measures.cast_mismatches > 0) && (f.measures.cast_mismatches <= (limits.share * f.old.elements))),
  "measures.pruned":
    (f: any, limits: any) => f.measures.pruned,
  "measures.regrown":
    (f: any, limits: any) => f.measures.regrown,
  "measures.relative_l2":
    (f: any, limits: any) => f.measures.relative_l2,
  "measures.relative_l2 >= limits.relative_l2":
    (f: any, limits: any) => (f.measures.relative_l2 >= limits.relative_l2),
  "model.counters_back":
    (f: any, limits: any) => f.model.counters_back,
  "model.counters_back != ''":
    (f: any, limits: any) => (f.model.counters_back !== ""),
  "model.counters_forward":
    (f: any, limits: any) => f.model.counters_forward,
  "model.counters_forward != ''":
    (f: any, limits: any) => (f.model.counters_forward !== ""),
  "model.counters_forward != '' && model.counters_back != ''":
    (f: any, limits: any) => ((f.model.counters_forward !== "") && (f.model.counters_back !== "")),
  "model.imports_added":
    (f: any, limits: any) => f.model.imports_added,
  "model.imports_added != ''":
    (f: any, limits: any) => (f.model.imports_added !== ""),
  "model.leading_tensors":
    (f: any, limits: any) => f.model.leading_tensors,
  "model.leading_tensors <= limits.share * model.moved_tensors":
    (f: any, limits: any) => (f.model.leading_tensors <= (limits.share * f.model.moved_tensors)),
  "model.moved_tensors":
    (f: any, limits: any) => f.model.moved_tensors,
  "model.moved_tensors >= limits.tensors":
    (f: any, limits: any) => (f.model.moved_tensors >= limits.tensors),
  "model.narrower_bytes":
    (f: any, limits: any) => f.model.narrower_bytes,
  "model.narrower_type":
    (f: any, limits: any) => f.model.narrower_type,
  "model.narrower_type != '' && model.narrower_bytes >= limits.bytes":
    (f: any, limits: any) => ((f.model.narrower_type !== "") && (f.model.narrower_bytes >= limits.bytes)),
  "model.new_optimizer":
    (f: any, limits: any) => f.model.new_optimizer,
  "model.old_optimizer":
    (f: any, limits: any) => f.model.old_optimizer,
  "model.old_optimizer != '' && model.new_optimizer != ''":
    (f: any, limits: any) => ((f.model.old_optimizer !== "") && (f.model.new_optimizer !== "")),
  "model.old_optimizer != model.new_optimizer":
    (f: any, limits: any) => (f.model.old_optimizer !== f.model.new_optimizer),
  "new.constant_rows":
    (f: any, limits: any) => f.new.constant_rows,
  "new.constant_rows > old.constant_rows && new.std > 0.0 && new.elements >= limits.row_elements * new.rows":
    (f: any, limits: any) => (((f.new.constant_rows > f.old.constant_rows) && (f.new.std > 0)) && (f.new.elements >= (limits.row_elements * f.new.rows))),
  "new.dtype":
    (f: any, limits: any) => f.new.dtype,
  "new.elements":
    (f: any, limits: any) => f.new.elements,
  "new.elements > 0.0 && new.zeros == new.elements && old.zeros < old.elements":
    (f: any, limits: any) => (((f.new.elements > 0) && (f.new.zeros === f.new.elements)) && (f.old.zeros < f.old.elements)),
  "new.elements > 0.0 && new.zeros == new.elements && old.zeros < old.elements && role == 'parameter'":
    (f: any, limits: any) => ((((f.new.elements > 0) && (f.new.zeros === f.new.elements)) && (f.old.zeros < f.old.elements)) && (f.role === "parameter")),
  "new.elements > 1.0 && new.std == 0.0 && old.std > 0.0 && new.zeros < new.elements":
    (f: any, limits: any) => ((((f.new.elements > 1) && (f.new.std === 0)) && (f.old.std > 0)) && (f.new.zeros < f.new.elements)),
  "new.max":
    (f: any, limits: any) => f.new.max,
  "new.min":
    (f: any, limits: any) => f.new.min,
  "new.min < 0.0":
    (f: any, limits: any) => (f.new.min < 0),
  "new.nan - old.nan":
    (f: any, limits: any) => (f.new.nan - f.old.nan),
  "new.nan > old.nan":
    (f: any, limits: any) => (f.new.nan > f.old.nan),
  "new.pos_inf + new.neg_inf - old.pos_inf - old.neg_inf":
    (f: any, limits: any) => (((f.new.pos_inf + f.new.neg_inf) - f.old.pos_inf) - f.old.neg_inf),
  "new.pos_inf + new.neg_inf > old.pos_inf + old.neg_inf":
    (f: any, limits: any) => ((f.new.pos_inf + f.new.neg_inf) > (f.old.pos_inf + f.old.neg_inf)),
  "new.rows":
    (f: any, limits: any) => f.new.rows,
  "new.share_1_4 == 1.0 && old.share_1_4 < 1.0 && new.zeros < new.elements":
    (f: any, limits: any) => (((f.new.share_1_4 === 1) && (f.old.share_1_4 < 1)) && (f.new.zeros < f.new.elements)),
  "new.share_2_4 == 1.0 && old.share_2_4 < 1.0 && new.zeros < new.elements":
    (f: any, limits: any) => (((f.new.share_2_4 === 1) && (f.old.share_2_4 < 1)) && (f.new.zeros < f.new.elements)),
  "new.share_4_8 == 1.0 && old.share_4_8 < 1.0 && new.zeros < new.elements":
    (f: any, limits: any) => (((f.new.share_4_8 === 1) && (f.old.share_4_8 < 1)) && (f.new.zeros < f.new.elements)),
  "new.tied_to":
    (f: any, limits: any) => f.new.tied_to,
  "new.zero_columns":
    (f: any, limits: any) => f.new.zero_columns,
  "new.zero_columns - old.zero_columns":
    (f: any, limits: any) => (f.new.zero_columns - f.old.zero_columns),
  "new.zero_columns > old.zero_columns && new.zeros < new.elements":
    (f: any, limits: any) => ((f.new.zero_columns > f.old.zero_columns) && (f.new.zeros < f.new.elements)),
  "new.zero_rows":
    (f: any, limits: any) => f.new.zero_rows,
  "new.zero_rows - old.zero_rows":
    (f: any, limits: any) => (f.new.zero_rows - f.old.zero_rows),
  "new.zero_rows > old.zero_rows && new.zero_columns > old.zero_columns && new.zeros < new.elements":
    (f: any, limits: any) => (((f.new.zero_rows > f.old.zero_rows) && (f.new.zero_columns > f.old.zero_columns)) && (f.new.zeros < f.new.elements)),
  "new.zero_rows > old.zero_rows && new.zeros < new.elements":
    (f: any, limits: any) => ((f.new.zero_rows > f.old.zero_rows) && (f.new.zeros < f.new.elements)),
  "new.zeros / new.elements":
    (f: any, limits: any) => (f.new.zeros / f.new.elements),
  "new.zeros / new.elements - old.zeros / old.elements >= limits.share && new.zeros < new.elements":
    (f: any, limits: any) => ((((f.new.zeros / f.new.elements) - (f.old.zeros / f.old.elements)) >= limits.share) && (f.new.zeros < f.new.elements)),
  "old.constant_rows":
    (f: any, limits: any) => f.old.constant_rows,
  "old.dtype":
    (f: any, limits: any) => f.old.dtype,
  "old.dtype != new.dtype":
    (f: any, limits: any) => (f.old.dtype !== f.new.dtype),
  "old.dtype == new.dtype && -new.min > limits.factor * old.max && -new.min > -limits.factor * old.min && (old.max > 0.0 || old.min < 0.0)":
    (f: any, limits: any) => ((((f.old.dtype === f.new.dtype) && (-f.new.min > (limits.factor * f.old.max))) && (-f.new.min > (-limits.factor * f.old.min))) && ((f.old.max > 0) || (f.old.min < 0))),
  "old.dtype == new.dtype && new.max > limits.factor * old.max && new.max > -limits.factor * old.min && (old.max > 0.0 || old.min < 0.0)":
    (f: any, limits: any) => ((((f.old.dtype === f.new.dtype) && (f.new.max > (limits.factor * f.old.max))) && (f.new.max > (-limits.factor * f.old.min))) && ((f.old.max > 0) || (f.old.min < 0))),
  "old.elements - old.zeros":
    (f: any, limits: any) => (f.old.elements - f.old.zeros),
  "old.elements > 0.0 && measures.cast_mismatches == 0.0":
    (f: any, limits: any) => ((f.old.elements > 0) && (f.measures.cast_mismatches === 0)),
  "old.elements > 0.0 && measures.cast_mismatches == 0.0 && measures.cast_rounding == 'truncation'":
    (f: any, limits: any) => (((f.old.elements > 0) && (f.measures.cast_mismatches === 0)) && (f.measures.cast_rounding === "truncation")),
  "old.elements > 0.0 && old.zeros < old.elements && measures.regrown >= limits.share * old.elements":
    (f: any, limits: any) => (((f.old.elements > 0) && (f.old.zeros < f.old.elements)) && (f.measures.regrown >= (limits.share * f.old.elements))),
  "old.max":
    (f: any, limits: any) => f.old.max,
  "old.min":
    (f: any, limits: any) => f.old.min,
  "old.tied_to":
    (f: any, limits: any) => f.old.tied_to,
  "old.tied_to != '' && new.tied_to == ''":
    (f: any, limits: any) => ((f.old.tied_to !== "") && (f.new.tied_to === "")),
  "old.tied_to != new.tied_to":
    (f: any, limits: any) => (f.old.tied_to !== f.new.tied_to),
  "old.tied_to == '' && new.tied_to != ''":
    (f: any, limits: any) => ((f.old.tied_to === "") && (f.new.tied_to !== "")),
  "old.zero_columns":
    (f: any, limits: any) => f.old.zero_columns,
  "old.zero_rows":
    (f: any, limits: any) => f.old.zero_rows,
  "old.zeros / old.elements":
    (f: any, limits: any) => (f.old.zeros / f.old.elements),
};
