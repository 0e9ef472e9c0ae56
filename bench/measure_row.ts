import { type Contestant, contestantsOf } from "./contestants.ts";
import { compareFigures, type Figures, readFigures } from "./figures.ts";
import type { InputStore } from "./inputs/input_store.ts";
import { interleave } from "./interleave.ts";
import { type Equipment, whyLeftOut, whyNotMade } from "./left_out.ts";
import { CommandError, type ProcessRunner } from "./process_runner.ts";
import { PROGRAMS } from "./programs.ts";
import type { Agreement, ContestantResult, RowResult, SkippedContestant } from "./results.ts";
import type { Row } from "./rows.ts";
import { isSubject, type Setting, SUBJECTS } from "./subjects.ts";

/** What measuring needs. */
export interface Bench {
  readonly runner: ProcessRunner;
  readonly store: InputStore;
  readonly setting: Setting;
  readonly equipment: Equipment;
  readonly rounds: number;
  /** Tells the user how far it is. */
  tell(line: string): void;
}

/**
 * Measures a row: every program once to warm the page cache and to compare its
 * figures, then all of them in turn. A peer that fails is left out of the rest;
 * if diffai fails, or an input cannot be made, nothing is left to measure.
 */
export async function measureRow(row: Row, bench: Bench): Promise<RowResult> {
  try {
    return await measureContestants(row, bench);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    bench.tell(error.message);
    return { id: row.id, reason: `a command failed: ${error.reason}`, failed: true, measured: [], skipped: [] };
  }
}

async function measureContestants(row: Row, bench: Bench): Promise<RowResult> {
  const { equipment, store } = bench;
  const contestants = contestantsOf(row), skipped: SkippedContestant[] = [];
  const present = contestants.filter((each) => {
    const reason = whyLeftOut(row, each, equipment);
    if (reason) skipped.push({ id: each.id, reason });
    return reason === undefined;
  });
  const reason = whyNotMade(row.pair, equipment) ?? whyNoSubject(present, skipped);
  if (reason) return { id: row.id, reason, measured: [], skipped: [] };
  for (const { pair, program } of present) {
    await store.make(pair);
    if (PROGRAMS[program].readsCopy) store.copy(pair);
  }
  return await new RowRun(row, bench, present, skipped).measure();
}

function whyNoSubject(present: readonly Contestant[], skipped: readonly SkippedContestant[]): string | undefined {
  if (present.some(({ id }) => isSubject(id))) return undefined;
  return skipped.find(({ id }) => id === SUBJECTS[0])!.reason;
}

/** The runs of one row. */
class RowRun {
  readonly #row: Row;
  readonly #bench: Bench;
  readonly #skipped: SkippedContestant[];
  #present: readonly Contestant[];
  readonly #agreements = new Map<string, Agreement>();
  readonly #seconds = new Map<string, number[]>();
  readonly #peaks = new Map<string, number>();

  constructor(row: Row, bench: Bench, present: readonly Contestant[], skipped: SkippedContestant[]) {
    this.#row = row;
    this.#bench = bench;
    this.#present = present;
    this.#skipped = skipped;
  }

  async measure(): Promise<RowResult> {
    const { id, once, times = 1 } = this.#row;
    if (!once) await this.#warmUp();
    for (const each of interleave(this.#present, once ? 1 : this.#bench.rounds * times)) {
      if (this.#present.includes(each)) await this.#unlessItFails(each, () => this.#time(each));
    }
    return { id, measured: this.#present.map((each) => this.#result(each)), skipped: this.#skipped };
  }

  async #warmUp(): Promise<void> {
    let own: Figures | undefined;
    for (const each of this.#present) {
      await this.#unlessItFails(each, async () => {
        const { figures } = PROGRAMS[each.program], isOwn = isSubject(each.program);
        const isCompared = figures !== undefined && this.#row.flags === undefined;
        const text = await this.#bench.runner.output(this.#command(each, isCompared));
        if (!isCompared) return;
        if (isOwn) own ??= readFigures(figures, text);
        else this.#agreements.set(each.id, compareFigures(own!, readFigures(figures, text)));
      });
    }
  }

  async #time(each: Contestant): Promise<void> {
    const { seconds, peakBytes } = await this.#bench.runner.measure(this.#command(each, false));
    this.#bench.tell(`  ${each.id}: ${seconds.toFixed(3)} s`);
    this.#seconds.set(each.id, [...this.#seconds.get(each.id) ?? [], seconds]);
    if (peakBytes !== null) this.#peaks.set(each.id, Math.max(peakBytes, this.#peaks.get(each.id) ?? 0));
  }

  async #unlessItFails(each: Contestant, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof CommandError) || isSubject(each.program)) throw error;
      this.#bench.tell(error.message);
      this.#skipped.push({ id: each.id, reason: error.reason, failed: true });
      this.#present = this.#present.filter((other) => other !== each);
    }
  }

  #command({ program, pair }: Contestant, inFull: boolean): readonly string[] {
    const { store, setting } = this.#bench;
    return PROGRAMS[program].command({ files: store.files(pair), flags: this.#row.flags ?? [], inFull, setting });
  }

  #result({ id, program, pair }: Contestant): ContestantResult {
    const files = this.#bench.store.files(pair), agreement = this.#agreements.get(id);
    const read = PROGRAMS[program].readsCopy ? [files.old, files.copy] : [files.old, files.new];
    return {
      id,
      bytes: PROGRAMS[program].readsNothing ? 0 : read.reduce((sum, path) => sum + Deno.statSync(path).size, 0),
      seconds: this.#seconds.get(id)!.map((each) => Number(each.toFixed(6))),
      peak_bytes: this.#peaks.get(id) ?? null,
      ...(agreement ? { agreement } : {}),
    };
  }
}
