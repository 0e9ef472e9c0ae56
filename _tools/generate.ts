/**
 * Writes every generated file, or with `--check` fails if one is stale:
 * `deno task generate [--check]`.
 *
 * @module
 */
import { noRules } from "../bench/no_rules.ts";
import { performancePage } from "../bench/page/performance_page.ts";
import type { Results } from "../bench/results.ts";
import { analysesPage } from "./analyses_page.ts";
import { cliPage } from "./cli_page.ts";
import { configExample } from "./config_example.ts";
import { configPage } from "./config_page.ts";
import { configSchema } from "./config_schema.ts";
import { formatsPage } from "./formats_page.ts";
import { measuresPage } from "./measures_page.ts";
import { reportSchema } from "./report_schema.ts";
import { rulesPage } from "./rules_page.ts";
import { ruleExpressions } from "./rule_expressions.ts";

/** A file that is written by a program, never by hand. */
interface GeneratedFile {
  /** From the repository's root. */
  readonly path: string;
  content(): string | Promise<string>;
}

const GENERATED: readonly GeneratedFile[] = [
  { path: "bench/no_rules.yaml", content: noRules },
  { path: "core/rules/rule_expressions.ts", content: ruleExpressions },
  { path: "docs/analyses.md", content: analysesPage },
  { path: "docs/cli.md", content: cliPage },
  { path: "docs/configuration.md", content: configPage },
  { path: "docs/diffai.example.yaml", content: configExample },
  { path: "docs/formats.md", content: formatsPage },
  { path: "docs/measures.md", content: measuresPage },
  { path: "docs/performance.md", content: () => performancePage(readResults()) },
  { path: "docs/rules.md", content: rulesPage },
  { path: "docs/schema/config-1.json", content: configSchema },
  { path: "docs/schema/report-1.json", content: reportSchema },
];

/** What `deno task bench --save` has measured. */
function readResults(): Results {
  return JSON.parse(Deno.readTextFileSync(new URL("../docs/performance.json", import.meta.url)));
}

/** The paths whose file is not what its program gives; without `check` they are written. */
async function generate(check: boolean): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, content } of GENERATED) {
    const url = new URL(`../${path}`, import.meta.url);
    const wanted = await content();
    if (readIfPresent(url) === wanted) continue;
    stale.push(path);
    if (!check) Deno.writeTextFileSync(url, wanted);
  }
  return stale;
}

function readIfPresent(url: URL): string | undefined {
  try {
    return Deno.readTextFileSync(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

if (import.meta.main) {
  const check = Deno.args.includes("--check");
  const stale = await generate(check);
  for (const path of stale) console.error(check ? `Stale: ${path}; run deno task generate` : `Wrote ${path}`);
  if (check && stale.length > 0) Deno.exit(1);
}
