/**
 * Measures diffai beside its peers: `deno task bench`. See docs/performance.md.
 *
 * @module
 */
import { UsageError } from "../core/model/errors.ts";
import { formatNoun } from "../core/render/format_number.ts";
import { readBenchOptions } from "./options.ts";
import { performancePage } from "./page/performance_page.ts";
import { rowSection } from "./page/row_section.ts";
import { CommandError } from "./process_runner.ts";
import { renewRows, type Results } from "./results.ts";
import { ROWS } from "./rows.ts";
import { runBench } from "./run_bench.ts";
import { findTrouble } from "./trouble.ts";

const RESULTS = new URL("../docs/performance.json", import.meta.url);
const PAGE = new URL("../docs/performance.md", import.meta.url);

/** Runs the benchmark and gives its exit status: 1 if a peer failed or figures do not agree, 2 if it could not run. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readBenchOptions(args);
    const results = await runBench(options, (line) => console.error(line));
    console.log(options.quick ? checkText(results) : rowsText(results));
    if (options.save) save(options.rows.length < ROWS.length ? renewRows(readSaved(), results) : results);
    const trouble = findTrouble(results);
    for (const line of trouble) console.error(line);
    return trouble.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof UsageError)) throw error;
    console.error(`bench: ${error.message}`);
    return 2;
  }
}

function rowsText({ rows }: Results): string {
  const measured = rows.filter(({ reason }) => reason === undefined);
  return measured.map((result) => rowSection(ROWS.find(({ id }) => id === result.id)!, result)).join("\n");
}

/** Times of small inputs say nothing; that everything ran, and what was compared, does. */
function checkText({ rows }: Results): string {
  const measured = rows.flatMap(({ measured }) => measured);
  const figures = measured.reduce((sum, { agreement }) => sum + (agreement?.figures ?? 0), 0);
  return `${formatNoun(measured.length, "program")} ran in ${formatNoun(rows.length, "row")}, ` +
    `${formatNoun(figures, "figure")} compared`;
}

function readSaved(): Results {
  return JSON.parse(Deno.readTextFileSync(RESULTS));
}

function save(results: Results): void {
  Deno.writeTextFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  Deno.writeTextFileSync(PAGE, performancePage(results));
}

if (import.meta.main) Deno.exit(await main(Deno.args));
