import { hexText } from "./hex.ts";
import type { OtherFacts, ScalarFacts, TensorFacts } from "./report.ts";
import type { ScalarNode } from "./scalar.ts";
import { elementCount, type TensorNode } from "./tensor.ts";
import type { TreeNode } from "./tree.ts";

/** What a node is, as one side of a change; nothing but headers is looked at. */
export function nodeFacts(node: TreeNode): TensorFacts | ScalarFacts | OtherFacts {
  if (node.kind === "tensor") return tensorFacts(node);
  return node.kind === "scalar" ? scalarFacts(node) : { type: node.kind };
}

/** A tensor's type and shape as the report shows them. */
export function tensorFacts({ dtype, shape }: TensorNode): TensorFacts {
  return { dtype: dtype.name, shape, elements: elementCount(shape) };
}

/**
 * A scalar as the report shows it: bytes as hexadecimal digits, a float that
 * float64 does not hold as its file spells it.
 *
 * @example
 * ```ts
 * import { scalarFacts } from "./node_facts.ts";
 * import { assertEquals } from "@std/assert";
 * const bytes = { kind: "scalar", type: "bytes", value: new Uint8Array([0, 255]) } as const;
 * assertEquals(scalarFacts(bytes), { type: "bytes", value: "00ff" });
 * ```
 */
export function scalarFacts(node: ScalarNode): ScalarFacts {
  if (node.type === "bytes") return { type: "bytes", value: bytesText(node.value) };
  if (node.type === "float" && node.literal !== undefined) return { type: "float", value: node.literal };
  return { type: node.type, value: node.value };
}

const LONGEST_BYTES = 1024;

/** Hexadecimal digits; of much, the beginning and how much there is. */
function bytesText(bytes: Uint8Array): string {
  const shown = hexText(bytes.subarray(0, LONGEST_BYTES));
  return bytes.length > LONGEST_BYTES ? `${shown}... (${bytes.length} bytes)` : shown;
}
