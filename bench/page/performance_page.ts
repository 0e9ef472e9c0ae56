import { markdownTable } from "../../_tools/markdown_table.ts";
import { formatBytes, formatCount } from "../../core/render/format_number.ts";
import { PROGRAMS } from "../programs.ts";
import type { Results } from "../results.ts";
import { ROWS } from "../rows.ts";
import { bulletList, paragraph } from "./paragraph.ts";
import { rowSection } from "./row_section.ts";
import { countLimits, findShortfalls } from "./shortfalls.ts";

/** The page on performance. All of its statements about a run come from its results. */
export function performancePage(results: Results): string {
  return [
    "# Performance\n",
    paragraph(
      "Written by `deno task bench` and `deno task generate` from one run, whose results are in " +
        `[performance.json](performance.json).${renewed(results)}`,
    ),
    outcome(results),
    machine(results),
    "## Results\n",
    ...ROWS.flatMap((row) => {
      const result = results.rows.find(({ id }) => id === row.id);
      return result && result.reason === undefined ? [rowSection(row, result)] : [];
    }),
    "## Programs\n",
    markdownTable(["program", "what it does"], Object.values(PROGRAMS).map(({ title, about }) => [title, about])),
    METHOD,
    REPEAT,
  ].join("\n");
}

/** Which rows are from a later run. */
function renewed({ renewed = [] }: Results): string {
  return renewed.length === 0 ? "" : ` Measured anew, in later runs of them alone: ${renewed.join(", ")}.`;
}

/** Where diffai falls short, before everything else. */
function outcome(results: Results): string {
  const { missed, slower, disagreeing, unmeasured } = findShortfalls(results), limits = countLimits(results);
  const sections = [
    ["Limits that are missed", missed],
    ["Where diffai is slower than a peer, within its limits", slower],
    ["Figures that do not agree", disagreeing],
    ["Not measured", unmeasured],
  ] as const;
  return [
    paragraph(summary(limits, missed.length, slower.length)),
    ...sections.flatMap(([title, items]) => items.length === 0 ? [] : [`## ${title}\n`, bulletList(items)]),
  ].join("\n");
}

function summary(limits: number, missed: number, slower: number): string {
  if (limits === 0) return "This run has put no limit to the test.";
  const kept = missed === 0
    ? `All ${formatCount(limits)} limits that this run has put to the test are kept.`
    : `Of the ${formatCount(limits)} limits that this run has put to the test, ${formatCount(missed)} are missed.`;
  const others = slower === 0 ? "In none" : `In ${formatCount(slower)}`;
  return `${kept} ${others} of the other comparisons is diffai slower than the peer.`;
}

function machine({ machine, versions, rounds }: Results): string {
  return [
    "## Machine\n",
    markdownTable(["", ""], [
      ["processor", machine.cpu],
      ["cores", String(machine.cores)],
      ["memory", formatBytes(machine.memory)],
      ["system", machine.system],
      ["load average before the run", machine.load.toFixed(2)],
      ...Object.entries(versions),
    ]),
    paragraph(`Rounds: ${rounds}; short runs have more, long ones fewer.`),
  ].join("\n");
}

const METHOD = `## Method

${
  paragraph(
    "Each row is one interleaved run: its programs run in turn, A B C A B C ..., as whole processes, one at a time. " +
      "Before, each runs once uncounted, which fills the page cache; there it prints its figures in full, and those of " +
      "the peers are held against those of diffai: counts and places must be equal, others agree to 1e-6. A ratio is " +
      "that of two medians. GB is 10^9 bytes, of both files together.",
  )
}
${
  paragraph(
    "Time and memory are taken from outside by a script that starts the program and asks the operating system at its " +
      "end: the largest resident memory of the process or of one that it waited for. A process starts its account at " +
      "the size of the script, so that up to about 10 MB cannot be told apart. Sparse pairs run once; they are about " +
      "memory.",
  )
}
${
  paragraph(
    "All default measures are, for each side, counts of zeros, NaN and infinities, minimum, maximum, mean and " +
      "deviation, and for the pair the count of changed bit patterns, the largest difference with its place and " +
      "values, mean and root mean square of the difference, L2, relative L2, cosine and SNR. The values of the pairs " +
      "are seeded and near-normal; three of four tensors have moved.",
  )
}`;

const REPEAT = `## Repeat it

\`\`\`bash
python3 -m venv dist/bench_env
dist/bench_env/bin/pip install torch==2.13.0 numpy==2.4.6 ml_dtypes==0.6.0 safetensors==0.8.0 \\
  diffai-python==0.5.2 sft-cli==0.2.2
deno task compile
deno task bench --python dist/bench_env/bin/python --program dist/diffai --save
\`\`\`

${
  paragraph(
    "It needs 8 GB of disk, as much memory for the page cache, and about a quarter of an hour on a machine that does " +
      "nothing else. `--only ROW` measures one row, `--rounds N` sets the rounds, and `--quick` takes small inputs, to " +
      "see that everything runs and that figures agree. Without `--python`, only cmp and the start of Deno are left to " +
      "compare with. Inputs are deleted at the end.",
  )
}`;
