import { compareCodePoints } from "../../../model/code_point_order.ts";
import { hexText } from "../../../model/hex.ts";
import type { TensorNode } from "../../../model/tensor.ts";
import type { ModelAnalysis } from "../analysis.ts";

/** One number for the names, shapes and types of all tensors of a file. */
export const structureFingerprint: ModelAnalysis = {
  kind: "model",
  id: "structure-fingerprint",
  title: "a digest of the names, shapes and types of all tensors",
  group: "structure",
  since: "0.1.0",
  cost: "header",
  formula: "SHA-256 of one line a tensor, sorted by code points, each ended by a line feed, in UTF-8: the JSON of " +
    "[name, shape, type] without blanks, the type under torch's name. Names are the paths that the report shows.",
  source: "FIPS 180-4; Python: hashlib.sha256 of the sorted json.dumps([name, shape, dtype], separators=(',', ':'), " +
    "ensure_ascii=False) lines",
  why: "Checkpoints of one architecture have one digest, whatever their values, order and container: it can be kept " +
    "beside a model and searched for.",
  basis: "measured",
  figures: {
    equal: { unit: "yes or no", about: "whether both files have one structure" },
    old: { unit: "SHA-256", about: "digest of the old file" },
    new: { unit: "SHA-256", about: "digest of the new file" },
    old_tensors: { unit: "tensors", about: "tensors of the old file" },
    new_tensors: { unit: "tensors", about: "tensors of the new file" },
  },
  async measure({ tensors }) {
    const old: string[] = [], fresh: string[] = [];
    for (const each of tensors) {
      if (each.old) old.push(lineOf(each.change.renamed_from?.path ?? each.path, each.old));
      if (each.new) fresh.push(lineOf(each.path, each.new));
    }
    if (old.length + fresh.length === 0) return null;
    const digests = [await structureDigest(old), await structureDigest(fresh)] as const;
    return {
      figures: {
        equal: digests[0] === digests[1],
        old: digests[0],
        new: digests[1],
        old_tensors: old.length,
        new_tensors: fresh.length,
      },
    };
  },
};

function lineOf(name: string, { shape, dtype }: TensorNode): string {
  return `${JSON.stringify([name, shape, dtype.name])}\n`;
}

async function structureDigest(lines: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(lines.toSorted(compareCodePoints).join(""));
  return hexText(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
