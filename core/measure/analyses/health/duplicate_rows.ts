import { elementCount, type TensorNode } from "../../../model/tensor.ts";
import type { AnalysisContext, TensorAnalysis } from "../analysis.ts";
import { mergeSides } from "../merge_sides.ts";
import { rowBlocks } from "./row_blocks.ts";
import { rowDigests } from "./row_digests.ts";
import { type EqualRows, RowSets } from "./row_sets.ts";

/** Neurons, filters or tokens that are the same bit for bit. */
export const duplicateRows: TensorAnalysis = {
  kind: "tensor",
  id: "duplicate-rows",
  title: "rows that are the same bit for bit",
  group: "health",
  since: "0.1.0",
  cost: "passes",
  formula: "Rows less different rows, and how often the most frequent row occurs. Rows are read once for a digest of " +
    "53 bits each, and those of equal digests once more to be compared byte for byte. It is about tensors of two " +
    "axes or more, with two elements or more in a row.",
  source: "numpy.unique(x.view(void), axis=0, return_counts=True)",
  why: "Equal rows are neurons that learn the same, tokens that were never seen, or rows of zeros: what they take is " +
    "wasted. A copy that appears with a change was often made by mistake.",
  basis: "measured",
  figures: {
    rows: { unit: "rows", about: "size of the first axis" },
    old_duplicates: { unit: "rows", about: "old rows that are equal to one before them" },
    new_duplicates: { unit: "rows", about: "new rows that are equal to one before them" },
    old_most: { unit: "rows", about: "largest number of equal rows in old" },
    new_most: { unit: "rows", about: "largest number of equal rows in new" },
  },
  rank: "new_duplicates",
  limits: {
    rows: { most: 2 ** 22, unit: "rows", about: "most rows, for each of which a digest is kept" },
    row_bytes: { most: 2 ** 26, unit: "bytes", about: "longest row" },
    kept_bytes: { most: 2 ** 28, unit: "bytes", about: "different rows with equal ones that are kept to compare with" },
  },
  plan({ old, new: fresh }) {
    const [rows = 0, ...inner] = old.shape, columns = elementCount(inner), { limits } = duplicateRows;
    if (inner.length === 0 || rows < 2 || columns < 2) return null;
    if (rows > limits!.rows!.most) return { skipped: `it has more than ${limits!.rows!.most} rows` };
    const bits = [old, fresh].map(({ dtype }) => columns * dtype.bits);
    if (bits.some((each) => each % 8 !== 0)) return { skipped: "rows share a byte" };
    if (Math.max(...bits) / 8 > limits!.row_bytes!.most) {
      return { skipped: `its rows have more than ${limits!.row_bytes!.most} bytes` };
    }
    return {
      operations: rows * (bits[0]! + bits[1]!) / 8 * 2,
      async measure(context) {
        const before = await findEqualRows(old, bits[0]! / 8, context);
        const after = await findEqualRows(fresh, bits[1]! / 8, context);
        if (before === null || after === null) {
          return { skipped: `equal rows take more than ${limits!.kept_bytes!.most} bytes` };
        }
        return { figures: { rows, ...mergeSides({ ...before }, { ...after }).figures } };
      },
    };
  },
};

/** `null`: there are too many different ones to compare with. */
async function findEqualRows(
  tensor: TensorNode,
  rowBytes: number,
  context: AnalysisContext,
): Promise<EqualRows | null> {
  const digests = new Float64Array(tensor.shape[0]!);
  for await (const { first, bytes } of rowBlocks(tensor, rowBytes, context)) {
    digests.set(rowDigests(bytes, rowBytes), first);
  }
  const repeated = repeatedIn(digests);
  if (repeated.size === 0) return { duplicates: 0, most: 1 };
  const sets = new RowSets(duplicateRows.limits!.kept_bytes!.most);
  for await (const { first, count, bytes } of rowBlocks(tensor, rowBytes, context)) {
    for (let i = 0; i < count; i++) {
      const digest = digests[first + i]!;
      if (!repeated.has(digest)) continue;
      if (!sets.add(digest, bytes.subarray(i * rowBytes, (i + 1) * rowBytes))) return null;
    }
  }
  return sets;
}

/** Digests that occur more than once. */
function repeatedIn(digests: Float64Array): ReadonlySet<number> {
  const sorted = digests.slice().sort(), repeated = new Set<number>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) repeated.add(sorted[i]!);
  return repeated;
}
