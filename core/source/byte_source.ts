/**
 * Random access to a fixed number of bytes: a file, memory, an HTTP resource,
 * a member of an archive, or a window on any of them.
 */
export interface ByteSource extends AsyncDisposable {
  /** For messages: the file's name, with the member or window where there is one. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /** The path of a file on disk, so that a worker can open it for itself. */
  readonly filePath?: string;
  /**
   * Where these bytes lie in the outermost source, so that bytes already compared are not read again; `null`: nobody
   * knows before the first read. Absent from the outermost source itself.
   */
  readonly origin?: Origin | null;
  /**
   * Fills all of `into` with the bytes from `offset` on, or throws `SourceError`.
   * The caller owns the buffer. Returns a promise only if the bytes are not at hand.
   */
  read(offset: number, into: Uint8Array): void | Promise<void>;
  /** A view on `length` bytes from `offset` on. It shares the source and does not close it. */
  window(offset: number, length: number, name?: string): ByteSource;
}

/** A place in an outermost source. */
export interface Origin {
  readonly source: ByteSource;
  readonly offset: number;
}

/**
 * Reads `length` bytes into a new buffer. For headers only: the caller has
 * checked `length` against a limit.
 */
export async function readBytes(source: ByteSource, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  await source.read(offset, bytes);
  return bytes;
}
