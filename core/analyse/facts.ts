import { DRIFT_MEASURES } from "../model/distribution_table.ts";
import type { MeasureRow } from "../model/measure_row.ts";
import { PAIR_MEASURES, SIDE_MEASURES } from "../model/measure_table.ts";
import type { Figure, PairMeasures } from "../model/measures.ts";
import type { Change, TensorFacts } from "../model/report.ts";

/** A fact that a rule may read. */
export interface Fact {
  readonly type: "double" | "string" | "bool";
  /** What it is, a phrase without a final period. */
  readonly about: string;
  /** The id of the analysis whose figure it is. */
  readonly analysis?: string;
}

function count(about: string): Fact {
  return { type: "double", about };
}

/** Facts that are measures, by the rows of their table. */
function measured<T extends Readonly<Record<string, MeasureRow>>, K extends keyof T & string>(
  rows: T,
  ...names: readonly K[]
): Readonly<Record<K, Fact>> {
  return Object.fromEntries(names.map((name) => [name, count(rows[name]!.about)])) as Record<K, Fact>;
}

/** Measures that are no numbers, or numbers that mean something at their place alone. */
const PLACES: ReadonlySet<string> = new Set([
  "max_abs_index",
  "max_abs_old",
  "max_abs_new",
  "first_nonfinite",
  "lossless_in",
  "cast_rounding",
]);

function keysOf<T extends object>(rows: T): readonly (keyof T & string)[] {
  return Object.keys(rows) as (keyof T & string)[];
}

function text(about: string): Fact {
  return { type: "string", about };
}

/** Facts of one side of a tensor: `old.nan`, `new.dtype`. Statistics are over finite values. */
export const SIDE_FACTS = {
  dtype: { type: "string", about: "type of the elements" },
  tied_to: { type: "string", about: "path of the first tensor that shares the elements; empty for none" },
  rows: count("length of the first axis; 1 for a single number"),
  ...measured(SIDE_MEASURES, ...keysOf(SIDE_MEASURES).filter((name) => !PLACES.has(name))),
} as const satisfies Readonly<Record<string, Fact>>;

/** Facts of a tensor that is in one file or both. */
export const TENSOR_FACTS = {
  path: { type: "string", about: "the tensor's name" },
  role: { type: "string", about: "parameter, buffer or state" },
  change: { type: "string", about: "added, removed, reshaped, retyped, renamed, revalued or unchanged" },
  in_old: { type: "bool", about: "whether the old file has it" },
  in_new: { type: "bool", about: "whether the new file has it" },
} as const satisfies Readonly<Record<string, Fact>>;

/** Measures of a pair: `measures.relative_l2`. Places and values at them are for people. */
export const MEASURE_FACTS = {
  ...measured(PAIR_MEASURES, ...keysOf(PAIR_MEASURES).filter((name) => !PLACES.has(name))),
  cast_rounding: { type: "string", about: PAIR_MEASURES.cast_rounding.about },
} as const satisfies Readonly<Record<string, Fact>>;

/** How far distributions are apart: `drift.ks`. A rule that reads one has values counted. */
export const DRIFT_FACTS = measured(
  DRIFT_MEASURES,
  "ks",
  "ks_error",
  "wasserstein",
  "wasserstein_error",
  "wasserstein_std",
);

/** Facts of the pair of models: `model.changed_tensors`. */
export const MODEL_FACTS = {
  changed_tensors: count("tensors of both files whose values, types or shapes differ"),
  unchanged_tensors: count("tensors that are the same in both files"),
  moved_tensors: count("parameter tensors whose difference has a length, l2"),
  leading_tensors: count("the fewest of them that hold nine tenths of the sum of squared differences"),
  imports_added: { type: "string", about: "callables that the new file's pickle names and the old one's does not" },
  counters_forward: { type: "string", about: "counters of training that went on, with both values; empty for none" },
  counters_back: { type: "string", about: "counters of training that went back" },
  old_optimizer: { type: "string", about: "family of the optimizer, by the names of its state; empty for none" },
  new_optimizer: { type: "string", about: "the same of the new file" },
  narrower_type: { type: "string", about: "narrower type that holds all parameters of the new file; empty for none" },
  narrower_bytes: count("bytes that it saves"),
} as const satisfies Readonly<Record<string, Fact>>;

/**
 * Figures of the analyses that come by themselves: `analysis.symmetric_kl`. A rule about tensors reads those of the
 * tensor, or of its module; a rule about models those of the whole. `has(analysis.channels)` tells whether there is one.
 */
export const ANALYSIS_FACTS = {
  changed_depths: { ...text("parts of the model whose number of blocks differs"), analysis: "depth" },
  depth_evidence: { ...text("the names that tell it"), analysis: "depth" },
  channels: { ...count("channels of a normalisation in both files"), analysis: "normalisation-statistics" },
  symmetric_kl: {
    ...count("mean symmetric divergence of its channels, in nats"),
    analysis: "normalisation-statistics",
  },
  largest_kl: { ...count("the largest of a channel"), analysis: "normalisation-statistics" },
  worst_channel: { ...count("the channel that has it"), analysis: "normalisation-statistics" },
  scales: { ...count("scales of a normalisation in both files"), analysis: "normalisation-scales" },
  old_collapsed: { ...count("share of the old scales that are next to zero"), analysis: "normalisation-scales" },
  new_collapsed: { ...count("share of the new scales that are next to zero"), analysis: "normalisation-scales" },
  new_copies: { ...count("tensors of the new file that repeat another"), analysis: "equal-tensors" },
  old_wasted: { ...count("bytes that copies take in the old file"), analysis: "equal-tensors" },
  new_wasted: { ...count("bytes that copies take in the new file"), analysis: "equal-tensors" },
  first_copy: { ...text("the largest tensor of the new file that repeats another"), analysis: "equal-tensors" },
} as const satisfies Readonly<Record<string, Fact>>;

/** A group of facts, which stand behind its name and a dot. */
export type FactGroup = "old" | "new" | "measures" | "drift" | "model" | "analysis";

/** The facts that stand behind a dot. */
export const FACT_GROUPS: Readonly<Record<FactGroup, Readonly<Record<string, Fact>>>> = {
  old: SIDE_FACTS,
  new: SIDE_FACTS,
  measures: MEASURE_FACTS,
  drift: DRIFT_FACTS,
  model: MODEL_FACTS,
  analysis: ANALYSIS_FACTS,
};

/** What is known of one tensor: absent or `null` where it is not. */
export type Facts = Readonly<Record<string, unknown>>;

/** What is known of a tensor beside its change: the pair of models, and what analyses found out about it. */
export interface FactsBeside {
  readonly model?: Facts;
  readonly analysis?: Facts;
}

/** The facts of a tensor's change in a pair of models. */
export function factsOf(
  { path, role, change, old, new: fresh, measures, drift }: Change,
  { model = {}, analysis = {} }: FactsBeside = {},
): Facts {
  return {
    model,
    analysis,
    path,
    role: role ?? "state",
    change,
    in_old: old !== null,
    in_new: fresh !== null,
    old: sideFacts(old as TensorFacts | null),
    new: sideFacts(fresh as TensorFacts | null),
    measures: measures ? measureFacts(measures) : {},
    drift: (drift ?? {}) as Facts,
  };
}

function sideFacts(side: TensorFacts | null): Facts {
  if (side === null) return {};
  const facts = side.zeros === undefined ? { ...side, tied_to: side.tied_to ?? "" } : withAbsent(side);
  return isPlain(side.min) && isPlain(side.max) ? facts : known(SIDE_FACTS, facts);
}

/** The facts of a side whose values were read, with the figures that are absent where they are 0. */
function withAbsent(side: TensorFacts) {
  const { tied_to = "", zero_rows = 0, constant_rows = 0, zero_columns = 0 } = side;
  const { share_2_4 = 0, share_1_4 = 0, share_4_8 = 0 } = side;
  const rows = side.shape[0] ?? 1;
  return { ...side, tied_to, rows, zero_rows, constant_rows, zero_columns, share_2_4, share_1_4, share_4_8 };
}

function measureFacts(measures: PairMeasures): Facts {
  return isPlain(measures.max_abs) ? measures as unknown as Facts : known(MEASURE_FACTS, measures);
}

/** Whether a figure is one that CEL takes as it is: most are, and 100,000 tensors need no copies. */
function isPlain(figure: Figure | null | undefined): boolean {
  return typeof figure !== "bigint" && typeof figure !== "string";
}

/** Those of a table's facts that are known, as CEL takes them. */
function known(table: Readonly<Record<string, Fact>>, values: object): Facts {
  const facts: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(table)) {
    const value = (values as Facts)[name];
    if (type === "double" && typeof value === "string") continue; // a complex number
    facts[name] = typeof value === "bigint" ? Number(value) : value;
  }
  return facts;
}

/** The name of a fact: its group and its own, or its own alone. */
export type FactName = readonly [group: string, name: string] | readonly [name: string];

/** The name of a fact from its text, with a dot at most. */
export function factName(text: string): FactName {
  return text.split(".") as unknown as FactName;
}

/** The fact of that name; `undefined` where it is not known. */
export function findFact(facts: Facts, name: FactName): unknown {
  // By index: taking a pair apart costs more than the rest, for each fact of each rule of 100,000 tensors.
  const fact = facts[name[0]];
  return (name.length === 1 ? fact : (fact as Facts | undefined)?.[name[1]]) ?? undefined;
}
