import { placeText } from "../model/errors.ts";
import { type MeasuredPairs, PackedPairs } from "../model/packed_pairs.ts";
import { type Problem, problemOf } from "../model/problem.ts";
import { dataBytes } from "../model/tensor.ts";
import type { TensorTask } from "../model/tensor_task.ts";
import type { ChunkObserver } from "./chunk_observer.ts";
import { choosePasses } from "./choose_passes.ts";
import type { PassesOptions } from "./passes.ts";

/** Results in the order of the tensors; `null` where the bytes could not be read, which a problem explains. */
export interface MeasuredTensors {
  readonly results: MeasuredPairs;
  readonly problems: readonly Problem[];
}

/** What is measured. */
export type Sides = Pick<TensorTask, "path" | "old" | "new"> & Partial<Pick<TensorTask, "role">>;

/** How tensors are measured. */
export interface MeasureOptions extends Omit<PassesOptions, "books" | "isObserved"> {
  /** The file that problems are told of where they name none. */
  readonly file: string;
  /** Whether it is found out how values are distributed as well. */
  readonly distributions?: boolean;
  /** Who looks on while a pair is measured: those that show the same elements are shown once. */
  readonly observerOf?: ((sides: Sides) => Promise<ChunkObserver> | ChunkObserver | undefined) | undefined;
}

/**
 * Measures tensors in order. Views of the same elements (tied tensors) are read
 * once: the result is shared. Much data is compared by several workers.
 */
export async function measureTensors(tensors: readonly Sides[], options: MeasureOptions): Promise<MeasuredTensors> {
  const { distinct, indexOf } = findDistinct(tensors);
  const { watch, file, distributions, observerOf } = options;
  const books = distributions ? new (await import("./distribution/code_books.ts")).CodeBooks() : undefined;
  const passOptions = { ...options, isObserved: observerOf !== undefined, ...(books ? { books } : {}) };
  watch?.tally.expect(distinct.reduce((bytes, sides) => bytes + bytesOf(sides), 0));
  await using passes = await choosePasses(distinct, passOptions);
  const measured = new PackedPairs();
  const problems: Problem[] = [];
  for (const [index, sides] of distinct.entries()) {
    const { path } = sides;
    try {
      watch?.beginTensor(path || file, bytesOf(sides));
      const observer = await observerOf?.(sides), pair = await passes.measure(index, observer);
      observer?.finish(pair);
      measured.push(pair);
    } catch (error) {
      watch?.throwIfAborted();
      const problem = problemOf(error, file);
      if (!problem) throw error;
      problems.push({ ...problem, place: problem.place ?? placeText({ path }) });
      measured.push(null);
    }
  }
  return { results: { at: (index) => measured.at(indexOf(index)) }, problems };
}

/** Bytes that measuring reads, of both sides. */
function bytesOf({ old, new: fresh }: Sides): number {
  return (old ? dataBytes(old) : 0) + (fresh ? dataBytes(fresh) : 0);
}

/** Tensors without those that show the same elements again, and where each one's result is. */
function findDistinct(tensors: readonly Sides[]): { distinct: readonly Sides[]; indexOf(index: number): number } {
  if (tensors.every((sides) => elementsKey(sides) === null)) return { distinct: tensors, indexOf: (index) => index };
  const known = new Map<string, number>();
  const distinct: Sides[] = [];
  const indices = tensors.map((sides) => {
    const key = elementsKey(sides);
    const index = (key === null ? undefined : known.get(key)) ?? distinct.push(sides) - 1;
    if (key !== null) known.set(key, index);
    return index;
  });
  return { distinct, indexOf: (index) => indices[index]! };
}

/** Equal for tensors that show the same elements in the same way; `null` if no others show those of either. */
function elementsKey({ old, new: fresh }: Sides): string | null {
  const nodes = [old, fresh];
  if (nodes.some((node) => node && node.storageId === undefined)) return null;
  return JSON.stringify(nodes.map((node) => node && [node.storageId, node.dtype.name, node.shape]));
}
