import type { Limits } from "./model/limits.ts";
import type { RulesInForce } from "./model/rule_settings.ts";
import type { Tolerance } from "./model/tolerance.ts";
import type { PluginEntry } from "./plugin.ts";
import type { OpenInput } from "./source/open_input.ts";
import type { Watch, WatchOptions } from "./source/watch.ts";

/** What and how to compare, and who looks on. */
export interface CompareOptions extends WatchOptions {
  readonly registry: readonly PluginEntry[];
  readonly limits: Limits;
  /** Absent or zero: exact. */
  readonly tolerance?: Tolerance;
  /** Only nodes whose path matches. */
  readonly filter?: RegExp;
  /** False: structure alone; no tensor byte is read. */
  readonly values: boolean;
  /** Threads that read and measure; 1 if absent. The report is the same, bit for bit. */
  readonly jobs?: number;
  /** Whether it is found out how the values of tensors are distributed as well. */
  readonly distributions?: boolean;
  /** Whether it is found out what both sides take in bytes; no tensor byte is read for it. */
  readonly sizes?: boolean;
  /** Absent: the built-in rules as they are. */
  readonly rules?: RulesInForce;
  /** Whether it is found out how weights are quantized, and what that cost, as well. */
  readonly quantization?: boolean;
  /** Ids of analyses on request. */
  readonly analyses?: readonly string[];
  /** A third file that some analyses hold both against. Whoever opened it closes it. */
  readonly third?: OpenInput;
}

/** Options, with the watch that is kept for those who look on, if anybody does. */
export type Watched<Options extends WatchOptions> = Options & { readonly watch?: Watch };
