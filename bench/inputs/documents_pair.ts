/** Writes two JSON files of about 1 KB, a training run's settings and results, that differ in some values. */
export function writeDocumentsPair(oldPath: string, newPath: string): void {
  Deno.writeTextFileSync(oldPath, JSON.stringify(runOf(0.001, 12), null, 2));
  Deno.writeTextFileSync(newPath, JSON.stringify(runOf(0.0005, 24), null, 2));
}

function runOf(learningRate: number, layers: number): unknown {
  return {
    model: { kind: "transformer", layers, heads: 12, width: 768, dropout: 0.1 },
    optimizer: { name: "adamw", learning_rate: learningRate, betas: [0.9, 0.999], weight_decay: 0.01 },
    data: { train: "train.csv", validation: "validation.csv", batch: 64, shuffle: true, seed: 17 },
    history: Array.from({ length: 8 }, (_, epoch) => ({
      epoch,
      loss: Math.round(1e4 / (1 + epoch * 100 * learningRate)) / 1e4,
      accuracy: Math.round(1e4 * (1 - 0.5 / (1 + epoch * layers))) / 1e4,
    })),
  };
}
