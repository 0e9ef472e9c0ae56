import type { Figures } from "../../../model/analysis.ts";
import { countBlocks, type NamedTensor } from "../../../model/count_blocks.ts";
import type { Unmeasured } from "../../../model/measures.ts";
import type { BlockCount } from "../../../model/size.ts";
import { quote } from "../../../model/escape.ts";
import type { ModelAnalysis, ModelPair, ModelTensor } from "../analysis.ts";
import { widthOf, WIDTHS } from "./widths.ts";

/** How many blocks both models have, and how wide they are. */
export const depth: ModelAnalysis = {
  kind: "model",
  id: "depth",
  title: "how many numbered blocks both models have, and how wide they are",
  group: "structure",
  since: "0.1.0",
  cost: "header",
  formula: "A block is all tensors outside of the training state whose names have one beginning up to their first " +
    "number: layers.3 of layers.3.mlp.weight; blocks are counted for each part before that number, here layers. A " +
    "part counts as changed if both files have it and its numbers of blocks differ. Widths are sizes of axes of the " +
    "first tensor whose name says what it is: embed_tokens, wte, word_embeddings and the like are [vocabulary, " +
    "embedding], and up_proj, fc1, intermediate.dense, linear1 [feed_forward, embedding].",
  source: "names and shapes of the state dicts of torch and transformers",
  why: "Layers that were added or dropped explain most other structural changes at once.",
  basis: "inferred",
  figures: {
    old_blocks: { unit: "blocks", about: "numbered blocks of the old model, or of a part of it" },
    new_blocks: { unit: "blocks", about: "the same of the new one" },
    changed_depths: { unit: "text", about: "parts that both have whose numbers of blocks differ, or none" },
    depth_evidence: { unit: "text", about: "the name of a tensor that counts" },
    vocabulary: { unit: "rows", about: "size of the vocabulary, old and new" },
    embedding: { unit: "elements", about: "width of the embedding, old and new" },
    feed_forward: { unit: "elements", about: "width of the feed-forward layers, old and new" },
  },
  measure(models) {
    const parts = countBlocks(namesOf(models));
    const widths = widthsOf(models);
    if (parts.length === 0 && Object.values(widths).every((sides) => sides === null)) return Promise.resolve(null);
    const changed = parts.filter(({ old, new: fresh }) => old > 0 && fresh > 0 && old !== fresh);
    const evidence = evidenceOf(models, changed[0] ?? parts[0]);
    const figures: Figures = {
      old_blocks: parts.reduce((sum, { old }) => sum + old, 0),
      new_blocks: parts.reduce((sum, { new: fresh }) => sum + fresh, 0),
      changed_depths: changed.map(({ name, old, new: fresh }) => `${name} ${old} -> ${fresh}`).join(", ") || "none",
      depth_evidence: evidence === null ? null : quote(evidence),
      ...widths,
    };
    const tensors = parts.map(({ name, old, new: fresh }) => {
      return { path: name, figures: { old_blocks: old, new_blocks: fresh } };
    });
    return Promise.resolve({ figures, unmeasured: reasonsOf(figures), tensors });
  },
};

function* namesOf({ tensors }: ModelPair): Generator<NamedTensor> {
  for (const { path, role, old, new: fresh } of tensors) {
    yield { parts: path.split("."), inOld: old !== null, inNew: fresh !== null, isState: role === "state" };
  }
}

/** The name of a tensor in numbered blocks: the last that one side alone has, or the first. */
function evidenceOf({ tensors }: ModelPair, part: BlockCount | undefined): string | null {
  if (!part) return null;
  const isCounted = ({ path, role }: ModelTensor) => role !== "state" && NUMBER.test(afterStart(path, part.name));
  const alone = tensors.findLast((tensor) => (!tensor.old || !tensor.new) && isCounted(tensor));
  return (alone ?? tensors.find(isCounted))?.path ?? null;
}

const NUMBER = /^\.\d+\./;

function afterStart(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : "";
}

/** Each width on both sides; `null` where no name tells it. */
function widthsOf({ tensors }: ModelPair): Figures {
  const widths = WIDTHS.map((width) => ({ width, sides: [null, null] as [number | null, number | null] }));
  for (const tensor of tensors) {
    const { role, old, new: fresh } = tensor;
    if (role === "state" || (old?.shape.length !== 2 && fresh?.shape.length !== 2)) continue;
    const { path } = tensor;
    for (const { width, sides } of widths) {
      sides[0] ??= old && widthOf(path, old.shape, width);
      sides[1] ??= fresh && widthOf(path, fresh.shape, width);
    }
  }
  return Object.fromEntries(
    widths.map(({ width, sides }) => [width.id, sides.every((side) => side === null) ? null : sides]),
  );
}

function reasonsOf(figures: Figures): Unmeasured {
  const unknown = Object.keys(figures).filter((name) => figures[name] === null);
  return Object.fromEntries(unknown.map((name) => [name, "no name tells it"]));
}
