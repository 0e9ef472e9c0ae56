/**
 * Last parts of names that are buffers in the models people share: they are
 * saved in the state dict, but no optimizer changes them.
 */
const NAMES = [
  // torch.nn.modules.batchnorm, instancenorm
  "running_mean",
  "running_var",
  "num_batches_tracked",
  // rotary embeddings (transformers)
  "inv_freq",
  "original_inv_freq",
  "cos_cached",
  "sin_cached",
  // embeddings (transformers: BERT, RoBERTa, CLIP)
  "position_ids",
  "token_type_ids",
  // causal masks (GPT-2 and its kin)
  "masked_bias",
  "causal_mask",
  "attn_mask",
  "attention_mask",
  // Swin, BEiT
  "relative_position_index",
  "relative_coords_table",
  // torch.ao.quantization observers and fake quantization
  "min_val",
  "max_val",
  "fake_quant_enabled",
  "observer_enabled",
  "eps",
  // torch.nn.utils.prune, spectral_norm
  "weight_mask",
  "bias_mask",
  "weight_u",
] as const;

/** GPT-2 stores its causal mask as `h.N.attn.bias` of four dimensions beside `c_attn.bias`. */
const GPT2_MASK = String.raw`h\.\d+\.attn\.bias`;

/** Singular vectors of `torch.nn.utils.parametrizations.spectral_norm`. */
const SINGULAR_VECTORS = String.raw`parametrizations\.[^.]+\.\d+\._[uv]`;

const BUFFER_NAME = new RegExp(String.raw`(^|\.)(${[...NAMES, GPT2_MASK, SINGULAR_VECTORS].join("|")})$`);

/** A vector is the older `spectral_norm`'s; `weight_norm` gives that name to a parameter of the weight's own shape. */
const VECTOR_NAME = /(^|\.)weight_v$/;

/**
 * Whether the dotted name of a tensor is one of a buffer.
 *
 * @example
 * ```ts
 * import { isBufferName } from "./buffer_names.ts";
 * import { assert } from "@std/assert";
 * assert(isBufferName("layer1.0.bn1.running_mean", 1));
 * assert(isBufferName("conv.weight_v", 1) && !isBufferName("conv.weight_v", 4));
 * ```
 */
export function isBufferName(name: string, dimensions: number): boolean {
  return BUFFER_NAME.test(name) || (dimensions === 1 && VECTOR_NAME.test(name));
}
