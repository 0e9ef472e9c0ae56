import type { MeasuredPair, TensorStats } from "../model/measures.ts";
import { sameShape } from "../model/same_shape.ts";
import { elementCount, type TensorNode } from "../model/tensor.ts";
import type { Tolerance } from "../model/tolerance.ts";
import type { ChunkObserver } from "./chunk_observer.ts";
import type { Counting, CountingChoice } from "./distribution/counting.ts";
import { lanesOf } from "./lanes.ts";
import { finishSides, PairPass } from "./pair_pass.ts";
import { readChunks } from "./paired_blocks.ts";
import { type FinishedSide, SidePass } from "./side_pass.ts";

/** How a pass reads, what it counts as close, and what more it finds out. */
export interface PassOptions {
  readonly blockBytes: number;
  readonly tolerance?: Tolerance;
  /** Present if the distributions of values are wanted. */
  readonly books?: CountingChoice;
}

/**
 * Reads both tensors once, side by side, and measures them and their
 * difference. Tensors whose elements cannot be paired (other shape, no data, no
 * common kind of number) are measured each for itself.
 *
 * This is the plain pass: exact, in one thread, and the oracle of faster ones.
 */
export async function measurePair(
  old: TensorNode,
  fresh: TensorNode,
  options: PassOptions,
  observer?: ChunkObserver,
): Promise<MeasuredPair> {
  const reason = whyUnpaired(old, fresh);
  if (reason !== null) {
    return await measureApart(
      old,
      fresh,
      reason,
      (side, counting) => measureSide(side, options, counting),
      options.books,
    );
  }
  const pass = new PairPass(old, fresh, { tolerance: options.tolerance, counting: options.books?.of(old, fresh) });
  for await (const chunks of readChunks([old, fresh], elementCount(old.shape), options.blockBytes)) {
    for (const chunk of chunks) {
      pass.push(chunk);
      pass.scan(chunk);
      observer?.push(chunk);
    }
  }
  return pass.finish();
}

/** Measures both sides of a pair each for itself. */
export async function measureApart(
  old: TensorNode,
  fresh: TensorNode,
  reason: string,
  measureOne: (tensor: TensorNode, counting: Counting | undefined) => Promise<FinishedSide | null>,
  books?: CountingChoice,
): Promise<MeasuredPair> {
  const counting = books?.of(old, fresh);
  return {
    ...finishSides(await measureOne(old, counting), await measureOne(fresh, counting)),
    unmeasured: { changed_elements: reason },
  };
}

/**
 * Statistics of one tensor, or `null` for one without data or whose elements
 * are not numbers. `observe` is given all its bytes on the way, in C order,
 * little-endian: for a digest, say.
 */
export async function measureTensor(
  tensor: TensorNode,
  options: PassOptions,
  observe?: (bytes: Uint8Array) => void,
): Promise<TensorStats | null> {
  const side = await measureSide(tensor, options, options.books?.of(tensor), observe);
  return side && side.stats;
}

/** The same with the counts of values, where it is said how they are counted. */
export async function measureSide(
  tensor: TensorNode,
  { blockBytes }: PassOptions,
  counting?: Counting,
  observe?: (bytes: Uint8Array) => void,
): Promise<FinishedSide | null> {
  if (tensor.data === null || (!observe && lanesOf(tensor) === undefined)) return null;
  const side = new SidePass(tensor, counting);
  for await (const chunks of readChunks([tensor], elementCount(tensor.shape), blockBytes)) {
    for (const { first, count, bytes: [bytes] } of chunks) {
      observe?.(bytes!);
      side.push(bytes!, first, count);
      side.scan(bytes!, count);
    }
  }
  return side.finish();
}

/** Why the elements of two tensors cannot be paired; `null` if they can. */
export function whyUnpaired(old: TensorNode, fresh: TensorNode): string | null {
  if (old.data === null) return "the old tensor has a shape but no data (meta tensor)";
  if (fresh.data === null) return "the new tensor has a shape but no data (meta tensor)";
  if (!sameShape(old, fresh)) return "the shapes differ";
  if (old.dtype.name === fresh.dtype.name) return null;
  const oldLanes = lanesOf(old), newLanes = lanesOf(fresh);
  if (!oldLanes || !newLanes || oldLanes.perElement !== newLanes.perElement) {
    return `${old.dtype.name} and ${fresh.dtype.name} have no common kind of number`;
  }
  return null;
}
