import { type ProgramId, PROGRAMS } from "../programs.ts";

/**
 * What a contestant is called on the page.
 *
 * @example
 * ```ts
 * import { contestantTitle } from "./contestant_title.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(contestantTitle("numpy"), "NumPy script");
 * assertEquals(contestantTitle("cmp on float32"), "cmp, on the float32 pair");
 * ```
 */
export function contestantTitle(id: string): string {
  const [program, pair] = id.split(" on ");
  const { title } = PROGRAMS[program as ProgramId];
  return pair ? `${title}, on the ${pair} pair` : title;
}
