/**
 * Bounds on everything that a file can claim about itself. Each is checked
 * before memory is taken or a loop is entered.
 */
export interface Limits {
  /** Largest header a format may declare, in bytes (safetensors' own limit). */
  readonly headerBytes: number;
  /** Largest file that is parsed as a whole: JSON, YAML, in bytes. */
  readonly documentBytes: number;
  /** Largest configuration file of diffai's own, in bytes. */
  readonly configBytes: number;
  /** Largest pickle program, in bytes (tensor storages are not part of it). */
  readonly pickleBytes: number;
  /** Most that is taken from standard input, in bytes. */
  readonly stdinBytes: number;
  /** Most nodes of one tree, shared ones counted each time they are met. */
  readonly nodes: number;
  /** Deepest nesting of one tree. */
  readonly depth: number;
  /** Most members of one archive. */
  readonly archiveMembers: number;
  /** Longest single text, number or cell, in bytes. */
  readonly textBytes: number;
  /** Most dimensions of a tensor. */
  readonly dimensions: number;
  /** Most scales, rows or columns of one quantized tensor that is dequantized. */
  readonly scales: number;
  /** Most columns of a table. */
  readonly columns: number;
  /** Most files of one folder comparison, on each side. */
  readonly files: number;
  /** Most floating-point operations of one analysis that is asked for by its id, about. */
  readonly analysisOperations: number;
  /** Block in which tensor and file bytes are streamed, in bytes. */
  readonly blockBytes: number;
  /** Most bytes that format detection may read of one file. */
  readonly probeBytes: number;
}

/** The limits in force unless a caller gives others. */
export const DEFAULT_LIMITS: Limits = {
  headerBytes: 100_000_000,
  documentBytes: 256 * 1024 * 1024,
  configBytes: 256 * 1024,
  pickleBytes: 256 * 1024 * 1024,
  stdinBytes: 256 * 1024 * 1024,
  nodes: 4_000_000,
  depth: 512,
  archiveMembers: 2_000_000,
  textBytes: 128 * 1024 * 1024,
  dimensions: 64,
  scales: 4_000_000,
  columns: 200_000,
  files: 200_000,
  analysisOperations: 1e12,
  blockBytes: 1024 * 1024,
  probeBytes: 4 * 1024 * 1024,
};
