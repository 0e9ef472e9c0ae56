import { assert, assertEquals } from "@std/assert";
import { comparePaths, REGISTRY, type Report } from "../../mod.ts";

const FOLDER = new URL("../../fixtures/findings/", import.meta.url);

/** What a pair must raise, as `fixtures/make/finding_pairs.py` says. */
interface Expected {
  readonly finds: readonly { readonly rule: string; readonly path: string | null }[];
  /** All rules that may be found at a warning or above. */
  readonly warns: readonly string[];
}

for (const { name } of Deno.readDirSync(FOLDER)) {
  Deno.test(`comparePaths() finds in the pair ${name} what was done to it, and warns of nothing else`, async () => {
    const folder = new URL(`${name}/`, FOLDER).pathname;
    const { finds, warns }: Expected = JSON.parse(Deno.readTextFileSync(`${folder}findings.json`));
    const report = await comparePaths(`${folder}old.pth`, `${folder}new.pth`, { registry: REGISTRY });
    for (const { rule, path } of finds) assert(isFound(report, rule, path), `${rule} at ${path}: ${textOf(report)}`);
    const warned = report.findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
    assertEquals(new Set(warned), new Set(warns), textOf(report));
  });
}

function isFound({ findings }: Report, rule: string, path: string | null): boolean {
  return findings.some((finding) => finding.rule === rule && (path === null || finding.path === path));
}

function textOf({ findings }: Report): string {
  return findings.map(({ severity, rule, path, message }) => `${severity} ${rule} ${path}: ${message}`).join("\n");
}
