import { INPUT_PAIRS, type InputTools, type PairId } from "./input_pairs.ts";

/** A pair on the disk, for a command line. */
export interface PairFiles {
  readonly old: string;
  readonly new: string;
  /** A byte copy of the old file. */
  readonly copy: string;
}

/**
 * The inputs that exist at the moment: made when first asked for, and deleted
 * when no further row needs them, since all of them together would fill a disk.
 */
export class InputStore {
  readonly #tools: InputTools;
  readonly #made = new Set<PairId>();

  constructor(tools: InputTools) {
    this.#tools = tools;
  }

  /** Makes a pair, and those that it is made of, if they are not there. */
  async make(id: PairId): Promise<void> {
    if (this.#made.has(id)) return;
    const pair = INPUT_PAIRS[id];
    if (pair.from) await this.make(pair.from);
    Deno.mkdirSync(this.#tools.path(id), { recursive: true });
    this.#made.add(id);
    await pair.make(this.#tools);
  }

  files(id: PairId): PairFiles {
    const pair = INPUT_PAIRS[id];
    return {
      old: this.#tools.path(pair.old),
      new: this.#tools.path(pair.new),
      copy: this.#tools.path(`${id}/copy`),
    };
  }

  /** Makes the byte copy of the old file of a pair, if it is not there. */
  copy(id: PairId): void {
    const { old, copy } = this.files(id);
    if (!exists(copy)) Deno.copyFileSync(old, copy);
  }

  /** Deletes what none of these pairs needs. */
  keepOnly(ids: readonly PairId[]): void {
    const kept = new Set(ids.flatMap((id) => withSources(id)));
    for (const id of this.#made) {
      if (kept.has(id)) continue;
      Deno.removeSync(this.#tools.path(id), { recursive: true });
      this.#made.delete(id);
    }
  }
}

/** A pair and those that it is made of. */
function withSources(id: PairId): PairId[] {
  const { from } = INPUT_PAIRS[id];
  return from ? [id, ...withSources(from)] : [id];
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
