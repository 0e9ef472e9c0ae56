import { PickleTruncated } from "../pickle/input.ts";
import { readPickle } from "../pickle/read_pickle.ts";

/**
 * The value of the pickle that a file begins with; a value without meaning if
 * only its beginning is there, `undefined` if there is none. Whether the pickle
 * states its protocol is for the caller to say.
 */
export function firstPickle(head: Uint8Array, isStated: boolean): unknown {
  try {
    return readPickle(head, { file: "", offset: 0, limits: PROBE_LIMITS }).value ?? null;
  } catch (error) {
    // A few bytes of text may look like the beginning of an old pickle; a whole head of 64 KiB does not.
    return error instanceof PickleTruncated && (isStated || head.length > 1024) ? null : undefined;
  }
}

const PROBE_LIMITS = { nodes: 100_000, pickleBytes: 65_536 };
