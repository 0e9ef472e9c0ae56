import type { Figure, PairMeasures } from "../model/measures.ts";
import type { Change, TensorFacts } from "../model/report.ts";

/** A fact that a rule may read. */
export interface Fact {
  readonly type: "double" | "string" | "bool";
  /** What it is, a phrase without a final period. */
  readonly about: string;
}

function count(about: string): Fact {
  return { type: "double", about };
}

/** Facts of one side of a tensor: `old.nan`, `new.dtype`. Statistics are over finite values. */
export const SIDE_FACTS = {
  dtype: { type: "string", about: "type of the elements" },
  elements: count("number of elements"),
  tied_to: { type: "string", about: "path of the first tensor that shares the elements; empty for none" },
  mean: count("mean"),
  std: count("the population's standard deviation"),
  min: count("smallest value"),
  max: count("largest value"),
  zeros: count("elements equal to zero"),
  negative_zeros: count("zeros whose sign bit is set"),
  subnormals: count("elements below the smallest normal number of their type"),
  nan: count("elements that are NaN"),
  pos_inf: count("elements that are infinite"),
  neg_inf: count("elements that are minus infinite"),
} as const satisfies Readonly<Record<string, Fact>>;

/** Facts of a tensor that is in one file or both. */
export const TENSOR_FACTS = {
  path: { type: "string", about: "the tensor's name" },
  role: { type: "string", about: "parameter, buffer or state" },
  change: { type: "string", about: "added, removed, reshaped, retyped, renamed, revalued or unchanged" },
  in_old: { type: "bool", about: "whether the old file has it" },
  in_new: { type: "bool", about: "whether the new file has it" },
} as const satisfies Readonly<Record<string, Fact>>;

/** Measures of a pair: `measures.relative_l2`. They are defined in the report's schema. */
export const MEASURE_FACTS = {
  changed_elements: count("elements whose bits, or values, differ"),
  changed_fraction: count("changed_elements as a share of all"),
  sign_flips: count("pairs of numbers of opposite sign"),
  pruned: count("pairs that went from other than zero to zero"),
  regrown: count("pairs that went from zero to other than zero"),
  max_abs: count("largest difference"),
  mean_abs: count("mean of the absolute differences"),
  mean_change: count("mean of the differences, new - old"),
  std_change: count("the population's standard deviation of the differences"),
  update_ratio: count("std_change over the standard deviation of old"),
  rms: count("root of the mean square difference"),
  l2: count("norm of the difference"),
  relative_l2: count("l2 over the norm of old"),
  cosine: count("cosine of the angle between old and new"),
  snr_db: count("20 log10 of the norm of old over l2, in decibels"),
} as const satisfies Readonly<Record<string, Fact>>;

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
} as const satisfies Readonly<Record<string, Fact>>;

/** The facts that stand behind a dot. */
export const FACT_GROUPS: Readonly<Record<"old" | "new" | "measures" | "model", Readonly<Record<string, Fact>>>> = {
  old: SIDE_FACTS,
  new: SIDE_FACTS,
  measures: MEASURE_FACTS,
  model: MODEL_FACTS,
};

/** What is known of one tensor: absent or `null` where it is not. */
export type Facts = Readonly<Record<string, unknown>>;

/** The facts of a tensor's change in a pair of models. */
export function factsOf({ path, role, change, old, new: fresh, measures }: Change, model: Facts = {}): Facts {
  return {
    model,
    path,
    role: role ?? "state",
    change,
    in_old: old !== null,
    in_new: fresh !== null,
    old: sideFacts(old as TensorFacts | null),
    new: sideFacts(fresh as TensorFacts | null),
    measures: measures ? measureFacts(measures) : {},
  };
}

function sideFacts(side: TensorFacts | null): Facts {
  if (side === null) return {};
  const facts = { tied_to: "", ...side };
  return isPlain(side.min) && isPlain(side.max) ? facts : known(SIDE_FACTS, facts);
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
export function findFact(facts: Facts, [first, second]: FactName): unknown {
  const fact = facts[first];
  return (second === undefined ? fact : (fact as Facts | undefined)?.[second]) ?? undefined;
}
