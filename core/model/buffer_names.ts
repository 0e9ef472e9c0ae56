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
] as const;

/** GPT-2 stores its causal mask as `h.N.attn.bias` of four dimensions beside `c_attn.bias`. */
const GPT2_MASK = String.raw`h\.\d+\.attn\.bias`;

/** Matches the dotted name of a buffer. */
export const BUFFER_NAMES: RegExp = new RegExp(String.raw`(^|\.)(${NAMES.join("|")}|${GPT2_MASK})$`);
