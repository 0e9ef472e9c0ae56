import type { MeasuredPair } from "../model/measures.ts";
import type { TensorNode } from "../model/tensor.ts";
import type { Watch } from "../source/watch.ts";
import type { ChunkObserver } from "./chunk_observer.ts";
import type { Counting } from "./distribution/counting.ts";
import { finishSides } from "./pair_pass.ts";
import type { FinishedSide } from "./side_pass.ts";
import type { Crew } from "./workers/crew.ts";
import { measureApart, type PassOptions, whyUnpaired } from "./tensor_pass.ts";

/** Tensors to measure: alone, or against their partner. */
export interface PassSides {
  readonly old: TensorNode | null;
  readonly new: TensorNode | null;
}

/** How a list of tensors is measured. */
export interface PassesOptions extends PassOptions {
  /** Threads; with one, everything runs in this one. The results are the same, bit for bit. */
  readonly jobs?: number;
  /** Workers that were started already; else they are when the tensors are worth them. */
  readonly crew?: Crew | null;
  /** Whether somebody looks on: then one thread does it all, so that chunks pass by in their order. */
  readonly isObserved?: boolean;
  /** Is told of the bytes of each tensor. */
  readonly watch?: Watch;
}

/** The way in which a list of tensors is measured. Close it with `await using`. */
export interface Passes extends AsyncDisposable {
  /** Measures the tensors at an index of the list, while somebody may look on. Indices are asked for in order. */
  measure(index: number, observer?: ChunkObserver): Promise<MeasuredPair>;
}

/** How a pair of tensors and a single one are measured. */
export interface Measurer {
  /** The elements of the two can be paired. */
  pair(old: TensorNode, fresh: TensorNode, observer: ChunkObserver | undefined): Promise<MeasuredPair>;
  side(tensor: TensorNode, counting: Counting | undefined): Promise<FinishedSide | null>;
}

/** Measures everything in this thread. */
export function passesOf(tensors: readonly PassSides[], measurer: Measurer, options: PassesOptions): Passes {
  return {
    measure: (index, observer) => measureSides(tensors[index]!, measurer, options, observer),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Measures two tensors against each other where their elements can be paired, else each for itself. */
export async function measureSides(
  sides: PassSides,
  measurer: Measurer,
  { books, watch }: PassesOptions,
  observer?: ChunkObserver,
): Promise<MeasuredPair> {
  // Not all tensors at once, of which there may be many.
  const watched = (tensor: TensorNode | null) => tensor && watch ? watch.tensor(tensor) : tensor;
  const old = watched(sides.old), fresh = watched(sides.new);
  const alone = (tensor: TensorNode) => measurer.side(tensor, books?.of(tensor));
  if (!old || !fresh) return { ...finishSides(old && await alone(old), fresh && await alone(fresh)), unmeasured: {} };
  const reason = whyUnpaired(old, fresh);
  if (reason === null) return await measurer.pair(old, fresh, observer);
  return await measureApart(old, fresh, reason, (tensor, counting) => measurer.side(tensor, counting), books);
}
