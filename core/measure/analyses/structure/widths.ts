/** A width of a model: what the axis of a tensor is long, whose name says what it is. */
export interface Width {
  readonly id: "vocabulary" | "embedding" | "feed_forward";
  /** Names of modules, and the axis of their weight. */
  readonly names: readonly (readonly [module: string, axis: 0 | 1])[];
}

/** Names of token embeddings: Llama, GPT-2, BERT, BLOOM, GPT-NeoX, T5, the original Llama. */
const EMBEDDINGS = ["embed_tokens", "wte", "word_embeddings", "embed_in", "shared", "tok_embeddings"] as const;

/** Every width that names tell. */
export const WIDTHS: readonly Width[] = [
  { id: "vocabulary", names: EMBEDDINGS.map((name) => [name, 0]) },
  { id: "embedding", names: EMBEDDINGS.map((name) => [name, 1]) },
  {
    id: "feed_forward",
    // Llama, BERT, OPT and ViT, torch's TransformerEncoderLayer; GPT-2 keeps its matrices transposed.
    names: [["up_proj", 0], ["intermediate.dense", 0], ["fc1", 0], ["linear1", 0], ["mlp.c_fc", 1]],
  },
];

/**
 * The width that a tensor tells; `null` for one whose name does not, or that is no matrix.
 *
 * @example
 * ```ts
 * import { WIDTHS, widthOf } from "./widths.ts";
 * import { assertEquals } from "@std/assert";
 * const [vocabulary, embedding] = WIDTHS;
 * assertEquals(widthOf("transformer.wte.weight", [50257, 768], vocabulary!), 50257);
 * assertEquals(widthOf("transformer.wte.weight", [50257, 768], embedding!), 768);
 * assertEquals(widthOf("transformer.newte.weight", [2, 2], vocabulary!), null);
 * ```
 */
export function widthOf(path: string, shape: readonly number[], { names }: Width): number | null {
  if (shape.length !== 2 || !path.endsWith(".weight")) return null;
  const module = `.${path.slice(0, -".weight".length)}`;
  const named = names.find(([name]) => module.endsWith(`.${name}`));
  return named ? shape[named[1]]! : null;
}
