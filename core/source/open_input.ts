import type { ByteSource } from "./byte_source.ts";

/** A file that is open, and the way to its neighbours. Whoever opened it closes it. */
export interface OpenInput {
  /** As the user gave it; in a folder, relative to it. */
  readonly path: string;
  readonly source: ByteSource;
  /** Opens a file in the same folder by its base name; the caller closes it. */
  sibling(name: string): Promise<ByteSource>;
}
