import type { Watched } from "./compare_options.ts";
import type { WatchOptions } from "./source/watch.ts";

/**
 * Does work under the eye of those who look on by its options; without any, as it is.
 *
 * @throws the signal's reason once it is given, and nothing else from then on.
 *
 * @example
 * ```ts
 * import { keepWatch } from "./keep_watch.ts";
 * import { assertEquals, assertRejects } from "@std/assert";
 * const told: number[] = [];
 * await keepWatch({ progress: ({ doneBytes }) => told.push(doneBytes) }, async ({ watch }) => {
 *   watch!.beginReading("a.bin", 100);
 *   await watch!.advance(100);
 * });
 * assertEquals(told, [100]);
 * const signal = AbortSignal.abort(new Error("enough"));
 * await assertRejects(() => keepWatch({ signal }, () => Promise.resolve()), Error, "enough");
 * ```
 */
export async function keepWatch<Options extends WatchOptions, Result>(
  options: Options,
  work: (options: Watched<Options>) => Promise<Result>,
): Promise<Result> {
  if (!options.progress && !options.signal) return await work(options);
  options.signal?.throwIfAborted();
  // Imported only now: most comparisons are over before anybody could look on.
  const { Watch } = await import("./source/watch.ts");
  const watch = new Watch(options);
  try {
    const result = await work({ ...options, watch });
    watch.throwIfAborted();
    watch.finish();
    return result;
  } catch (error) {
    // On its way, the reason may have become a plugin's failure.
    watch.throwIfAborted();
    throw error;
  }
}
