import { FormatError, LimitError, UnsupportedError } from "../../core/model/errors.ts";
import type { LoadContext } from "../../core/plugin.ts";

/** A context whose errors name a shard instead of the index that led to it. */
export function shardContext(context: LoadContext, file: string): LoadContext {
  return {
    limits: context.limits,
    file,
    sibling: (name) => context.sibling(name),
    note: (reason, place) => context.note(reason, place),
    fail(reason, place) {
      throw new FormatError(reason, { file, place });
    },
    unsupported(reason, place) {
      throw new UnsupportedError(reason, { file, place });
    },
    exceeds(reason, place) {
      throw new LimitError(reason, { file, place });
    },
    dtype: (name) => context.dtype(name),
    tensor: (options) => context.tensor(options),
  };
}
