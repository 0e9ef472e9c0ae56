/** Modules that are named as normalisations are: `norm1`, `layer_norm`, `ln_f`, `bn2`, `post_attention_layernorm`. */
const NORM_WEIGHT = /(^|\.)([^.]*norm[^.]*|(?:[^.]*_)?(?:ln|bn|gn)(?:_?\w)?|ln_[^.]*)\.weight$/i;

/**
 * Whether a name is that of the scales of a normalisation.
 *
 * @example
 * ```ts
 * import { isNormName } from "./norm_name.ts";
 * import { assert } from "@std/assert";
 * for (const name of ["norm.weight", "h.0.ln_1.weight", "layer1.0.bn2.weight", "input_layernorm.weight"]) {
 *   assert(isNormName(name), name);
 * }
 * for (const name of ["fc.weight", "norm.bias", "inline.weight", "bnet.proj.weight"]) assert(!isNormName(name), name);
 * ```
 */
export function isNormName(name: string): boolean {
  return NORM_WEIGHT.test(name);
}
