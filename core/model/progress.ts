/** How far a comparison is. */
export interface Progress {
  /** What is read: a tensor's path, or a file; in a folder, the file's relative path. As it stands in the file: not escaped. */
  readonly name: string;
  /** Of `totalBytes`. Never goes back, but for the first tensor or file behind the headers. */
  readonly doneBytes: number;
  /** Bytes to read, both sides together, tied tensors once; 0 while only headers are read. Grows when more work turns up. */
  readonly totalBytes: number;
  /** In a folder: its files. */
  readonly files?: { readonly done: number; readonly total: number };
}

/**
 * Is told how far a comparison is: some twenty times a second, and once at its
 * end. It is called between two blocks, so it should be quick, and what it
 * throws ends the comparison.
 */
export type ObserveProgress = (progress: Progress) => void;
