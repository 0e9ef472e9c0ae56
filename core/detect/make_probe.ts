import { LimitError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import type { Probe } from "../plugin.ts";
import { type ByteSource, readBytes } from "../source/byte_source.ts";
import { createWindow } from "../source/window.ts";

const HEAD_BYTES = 64 * 1024;

/** The first bytes of a file, at most 64 KiB. */
export function readHead(source: ByteSource): Promise<Uint8Array> {
  return readBytes(source, 0, Math.min(HEAD_BYTES, source.size));
}

/** What a plugin may look at. Reads beyond the head count, and more than `limits.probeBytes` throw `LimitError`. */
export function makeProbe(
  source: ByteSource,
  name: string,
  head: Uint8Array,
  extensionMatches: boolean,
  limits: Limits,
): Probe {
  return { name, size: source.size, head, extensionMatches, source: meter(source, limits.probeBytes), limits };
}

/** A view on a source from which at most `maxBytes` bytes can be read. It does not close the source. */
function meter(source: ByteSource, maxBytes: number): ByteSource {
  let left = maxBytes;
  const metered: ByteSource = {
    name: source.name,
    size: source.size,
    read(offset, into) {
      left -= into.length;
      if (left < 0) {
        const reason = `its format is not to be told from ${maxBytes} bytes`;
        throw new LimitError(reason, { file: source.name, place: { offset } });
      }
      return source.read(offset, into);
    },
    window: (offset, length, name) => createWindow(metered, offset, length, name),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return metered;
}
