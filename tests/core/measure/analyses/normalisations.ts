import { type DTypeName } from "../../../../core/model/dtype.ts";
import type { TensorNode } from "../../../../core/model/tensor.ts";
import { makeTensor } from "../make_tensor.ts";

const FACTS = new URL("../../../../fixtures/analyses/defaults/normalisations.json", import.meta.url);

/** Running statistics of a normalisation, with what torch.distributions makes of them. */
export interface StatisticsCase extends Readonly<Record<"mean_old" | "var_old" | "mean_new" | "var_new", string>> {
  readonly name: string;
  readonly dtype: DTypeName;
  readonly facts: Readonly<Record<string, number | null>>;
}

/** Scales of a normalisation, with what NumPy makes of them. */
export interface ScalesCase {
  readonly name: string;
  readonly dtype: DTypeName;
  readonly old: string;
  readonly new: string;
  readonly facts: Readonly<Record<string, number | null>>;
}

/** What `fixtures/make/analysis_defaults.py` has written. */
export const NORMALISATIONS: {
  readonly statistics: readonly StatisticsCase[];
  readonly scales: readonly ScalesCase[];
  readonly ranks: readonly { readonly values: readonly number[]; readonly spearman: number }[];
} = JSON.parse(Deno.readTextFileSync(FACTS));

/** A vector of a case. */
export function vectorOf(dtype: DTypeName, base64: string): TensorNode {
  return makeTensor(dtype, Uint8Array.fromBase64(base64));
}
