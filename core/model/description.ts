import type { Problem } from "./problem.ts";
import type { ScalarFacts, TensorFacts } from "./report.ts";

/** One file described: what `show` prints. Holds no path, size or offset, so that it is stable text for git's textconv. */
export interface Description {
  readonly schema_version: "1.0";
  /** The plugin's id and title. */
  readonly format: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string | number }[];
  readonly metadata: readonly DescribedNode[];
  readonly imports: readonly string[];
  readonly nodes: readonly DescribedNode[];
  readonly problems: readonly Problem[];
}

/** A leaf of the file's tree. */
export interface DescribedNode {
  readonly path: string;
  readonly keys: readonly string[];
  readonly node: "tensor" | "scalar" | "table" | "map" | "list";
  readonly tensor?: TensorFacts;
  readonly scalar?: ScalarFacts;
  /** CRC-32 of a tensor's elements in C order, little-endian, as eight hexadecimal digits; absent for one without data. */
  readonly crc32?: string;
  /** A table's columns. */
  readonly columns?: readonly string[];
}
