import type { MeasuredPair } from "../model/measures.ts";
import type { Chunk } from "./paired_blocks.ts";

/** Looks on while a pair is measured: is shown every chunk of it, in order, then what was measured. */
export interface ChunkObserver {
  /** The chunk is valid until the next one. */
  push(chunk: Chunk): void;
  finish(pair: MeasuredPair): void;
}
