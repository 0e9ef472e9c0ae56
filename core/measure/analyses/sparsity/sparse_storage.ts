import type { TensorFacts } from "../../../model/report.ts";
import { dataBytes, elementCount, type TensorNode } from "../../../model/tensor.ts";
import type { TensorAnalysis } from "../analysis.ts";
import { mergeSides } from "../merge_sides.ts";

/** What tensors would take if zeros were left out. */
export const sparseStorage: TensorAnalysis = {
  kind: "tensor",
  id: "sparse-storage",
  title: "what tensors take without their zeros",
  group: "sparsity",
  since: "0.1.0",
  cost: "header",
  formula: "With n elements of b bytes of which z are other than zero, in r rows of c (the first axis against all " +
    "others; a vector is one row): dense n b; as a bitmask z b + n / 8; as CSR z (b + i) + (r + 1) i, where an index " +
    "takes i = 4 bytes, 8 if z or c exceeds 2^31 - 1. Rounded up to whole bytes; -0 counts as zero, NaN does not. z " +
    "was counted while the pair was measured.",
  source: "scipy.sparse.csr_array: data, indices and indptr",
  why:
    "A pruned tensor that is stored densely is as large as before. CSR is smaller where more than half of float32 or " +
    "two thirds of 16-bit elements are zero, a bitmask from 1 in 32 and 1 in 16 on.",
  basis: "measured",
  figures: {
    old_bytes: { unit: "bytes", about: "old as it is" },
    new_bytes: { unit: "bytes", about: "new as it is" },
    old_bitmask_bytes: { unit: "bytes", about: "old as a bitmask and its other elements" },
    new_bitmask_bytes: { unit: "bytes", about: "new as a bitmask and its other elements" },
    old_csr_bytes: { unit: "bytes", about: "old as compressed sparse rows" },
    new_csr_bytes: { unit: "bytes", about: "new as compressed sparse rows" },
    saved_bytes: { unit: "bytes", about: "new as it is less the smallest of the three" },
  },
  rank: "saved_bytes",
  plan({ old, new: fresh, change }) {
    return {
      operations: 0,
      measure() {
        const before = sizesOf(old, change.old as TensorFacts), after = sizesOf(fresh, change.new as TensorFacts);
        const { figures } = mergeSides({ ...before }, { ...after });
        const saved = after.bytes - Math.min(after.bytes, after.bitmask_bytes, after.csr_bytes);
        return Promise.resolve({ figures: { ...figures, saved_bytes: saved } });
      },
    };
  },
};

/** Bytes of a tensor in each form. */
function sizesOf(tensor: TensorNode, { elements, zeros = 0 }: TensorFacts) {
  const { shape, dtype } = tensor, filled = elements - zeros;
  const rows = shape.length < 2 ? 1 : shape[0]!, columns = elementCount(shape.length < 2 ? shape : shape.slice(1));
  const index = Math.max(filled, columns) > 2 ** 31 - 1 ? 8 : 4;
  return {
    bytes: dataBytes(tensor),
    bitmask_bytes: Math.ceil(filled * dtype.bits / 8) + Math.ceil(elements / 8),
    csr_bytes: Math.ceil(filled * dtype.bits / 8) + filled * index + (rows + 1) * index,
  };
}
