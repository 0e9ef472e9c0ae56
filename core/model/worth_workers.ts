/** Below this many bytes of both sides, starting workers costs more than it saves. */
const LEAST_BYTES = 192 * 1024 * 1024;

/**
 * Whether that many bytes of tensors are worth more than one thread, if there may be `jobs`.
 *
 * @example
 * ```ts
 * import { areWorthWorkers } from "./worth_workers.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals([areWorthWorkers(2 ** 30, 2), areWorthWorkers(2 ** 30, 1), areWorthWorkers(1000, 8)], [true, false, false]);
 * ```
 */
export function areWorthWorkers(bytes: number, jobs: number): boolean {
  return jobs > 1 && bytes >= LEAST_BYTES;
}
