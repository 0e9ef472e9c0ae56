import type { Drift, MeasuredPair, PairMeasures, TensorStats, Unmeasured } from "../model/measures.ts";
import { tensorFacts } from "../model/node_facts.ts";
import type { MeasuredPairs } from "../model/packed_pairs.ts";
import { holdsMore } from "../model/pair_row.ts";
import type { QuantizedAs } from "../model/quantized_layers.ts";
import type { Change, ChangeKind, CommonRows, RenamedFrom, TensorFacts } from "../model/report.ts";
import type { TensorNode } from "../model/tensor.ts";
import type { TensorRole } from "../model/tensor_role.ts";
import type { TensorTask } from "../model/tensor_task.ts";

/** With which tensor each side shares its elements, by path. */
export interface Ties {
  readonly old?: string | undefined;
  readonly new?: string | undefined;
}

/** What else is known of a tensor; all of it absent for most. */
export interface TensorNotes {
  readonly ties?: Ties | undefined;
  /** Of a reshaped one. */
  readonly commonRows?: CommonRows | undefined;
  readonly quantized?: QuantizedNote | undefined;
}

/** Of a tensor of a quantized layer. */
export interface QuantizedNote {
  readonly facts: QuantizedAs;
  /** Why its values were not compared. */
  readonly reason?: string | undefined;
}

/**
 * A tensor's entry in the report; its change is `unchanged` where structure and
 * values are the same. A report may hold 100,000 of them: facts and measures
 * are made when they are asked for. Its accessors are its own, so that it can
 * be copied, compared and written like the plain object that it stands for.
 */
export class TensorChange implements Change {
  declare readonly path: string;
  declare readonly keys: readonly string[];
  declare readonly node: "tensor";
  declare readonly change: ChangeKind;
  declare readonly renamed_from: RenamedFrom | undefined;
  declare readonly old: TensorFacts | null;
  declare readonly new: TensorFacts | null;
  declare readonly quantized: QuantizedAs | undefined;
  declare readonly role: TensorRole;
  declare readonly measures: PairMeasures | undefined;
  declare readonly common_rows: CommonRows | undefined;
  declare readonly drift: Drift | undefined;
  declare readonly unmeasured: Unmeasured | undefined;
  readonly #task: TensorTask;
  readonly #kind: ChangeKind;
  readonly #pairs: MeasuredPairs;
  readonly #index: number;
  readonly #notes: TensorNotes;

  /** Of a task whose measured pair is at an index of `pairs`; values were not compared where there is none. */
  constructor(task: TensorTask, pairs: MeasuredPairs, index: number, notes: TensorNotes = NO_NOTES) {
    this.#task = task;
    this.#pairs = pairs;
    this.#index = index;
    this.#notes = notes;
    Object.defineProperties(this, TensorChange.#members);
    this.#kind = task.change === "revalued" && !valuesDiffer(this.measures) ? "unchanged" : task.change;
  }

  // Not an accessor of each: a private one takes room in every object.
  static #pairOf(change: TensorChange): MeasuredPair | null {
    return change.#pairs.at(change.#index) ?? null;
  }

  static #reasonOf(change: TensorChange): Unmeasured | undefined {
    const reason = change.#notes.quantized?.reason;
    return reason === undefined ? undefined : { changed_elements: reason };
  }

  /** In the order in which a report has them. */
  static readonly #members: PropertyDescriptorMap = {
    path: accessor((change) => change.#task.path),
    keys: accessor((change) => change.#task.keys),
    node: accessor(() => "tensor"),
    change: accessor((change) => change.#kind),
    renamed_from: accessor((change) => change.#task.renamedFrom),
    old: accessor((change) =>
      change.#task.old && sideFacts(change.#task.old, TensorChange.#pairOf(change)?.old, change.#notes.ties?.old)
    ),
    new: accessor((change) =>
      change.#task.new && sideFacts(change.#task.new, TensorChange.#pairOf(change)?.new, change.#notes.ties?.new)
    ),
    quantized: accessor((change) => change.#notes.quantized?.facts),
    role: accessor((change) => change.#task.role),
    measures: accessor((change) => TensorChange.#pairOf(change)?.measures),
    common_rows: accessor((change) => change.#notes.commonRows),
    drift: accessor((change) => TensorChange.#pairOf(change)?.drift),
    unmeasured: accessor((change) => TensorChange.#reasonOf(change) ?? ifAny(TensorChange.#pairOf(change)?.unmeasured)),
  };
}

const NO_NOTES: TensorNotes = {};

function accessor(get: (change: TensorChange) => unknown): PropertyDescriptor {
  return {
    enumerable: true,
    get(this: TensorChange) {
      return get(this);
    },
  };
}

function ifAny(unmeasured: Unmeasured | undefined): Unmeasured | undefined {
  return unmeasured && Object.keys(unmeasured).length > 0 ? unmeasured : undefined;
}

/** Whether any value differs by more than the tolerance, if there is one. */
function valuesDiffer(measures: PairMeasures | undefined): boolean {
  return (measures?.mismatched_elements ?? measures?.changed_elements ?? 0) > 0;
}

function sideFacts(node: TensorNode, stats: TensorStats | null | undefined, tiedTo: string | undefined): TensorFacts {
  const facts = stats ? measuredFacts(node, stats) : tensorFacts(node);
  return tiedTo === undefined ? facts : { ...facts, tied_to: tiedTo };
}

// Member by member: to spread one object behind another takes several times as long, for each side of 100,000 tensors.
function measuredFacts({ dtype, shape }: TensorNode, stats: TensorStats): TensorFacts {
  const facts: TensorStats & Pick<TensorFacts, "dtype" | "shape"> = {
    dtype: dtype.name,
    shape,
    elements: stats.elements,
    mean: stats.mean,
    std: stats.std,
    min: stats.min,
    max: stats.max,
    zeros: stats.zeros,
    negative_zeros: stats.negative_zeros,
    subnormals: stats.subnormals,
    nan: stats.nan,
    pos_inf: stats.pos_inf,
    neg_inf: stats.neg_inf,
  };
  return holdsMore(stats) ? { ...facts, ...stats } : facts;
}
