import { contestantsOf } from "./contestants.ts";
import { InputStore } from "./inputs/input_store.ts";
import type { Equipment } from "./left_out.ts";
import { findVersions, machineFacts } from "./machine_facts.ts";
import { type Bench, measureRow } from "./measure_row.ts";
import type { BenchOptions } from "./options.ts";
import { ProcessRunner } from "./process_runner.ts";
import type { Results, RowResult } from "./results.ts";
import type { Row } from "./rows.ts";
import { launch, type Setting, type SubjectId, SUBJECTS } from "./subjects.ts";
import { makeTemporaryFolder } from "./temporary_folder.ts";

/** Of quick runs: 16 MiB instead of 1 GiB. */
const QUICK_DIVISOR = 64;

/**
 * Makes inputs, measures rows, and deletes the inputs, whatever happens.
 *
 * @throws {CommandError} if diffai or Python cannot be started.
 */
export async function runBench(options: BenchOptions, tell: (line: string) => void): Promise<Results> {
  const { rounds, python, program } = options, divisor = options.quick ? QUICK_DIVISOR : 1;
  const setting: Setting = { deno: Deno.execPath(), ...(python ? { python } : {}), ...(program ? { program } : {}) };
  const runner = new ProcessRunner(python);
  const machine = machineFacts();
  const equipment = await findEquipment(runner, setting);
  using folder = makeTemporaryFolder(() => runner.stop());
  const store = new InputStore({
    path: folder.path,
    divisor,
    python: async (script, ...args) => void await runner.output([python!, script, ...args]),
  });
  const rows = await measureRows(options.rows, { runner, store, setting, equipment, rounds, tell });
  return { machine, versions: equipment.versions, rounds, rows };
}

async function measureRows(rows: readonly Row[], bench: Bench): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const [index, row] of rows.entries()) {
    bench.tell(`${row.id}: ${row.title}`);
    const result = await measureRow(row, bench);
    if (result.reason !== undefined) bench.tell(`  left out: ${result.reason}`);
    results.push(result);
    bench.store.keepOnly(rows.slice(index + 1).flatMap((later) => contestantsOf(later).map(({ pair }) => pair)));
  }
  return results;
}

async function findEquipment(runner: ProcessRunner, setting: Setting): Promise<Equipment> {
  const help: { [subject in SubjectId]?: string } = {};
  for (const subject of SUBJECTS) {
    const command = launch(subject, setting);
    if (command) help[subject] = await runner.output([...command, "--help"]);
  }
  return { versions: await findVersions(runner, setting), help };
}
