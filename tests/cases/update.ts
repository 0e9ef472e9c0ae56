/**
 * Writes the outputs that are kept beside the cases. Read each change as a user
 * would before it is committed:
 * `deno run --allow-read --allow-write=fixtures/cases tests/cases/update.ts [CASE...]`.
 *
 * @module
 */
import { readCases, unknownFlags } from "./case.ts";
import { GOLDENS, runGolden } from "./golden.ts";

if (import.meta.main) {
  const wanted = new Set(Deno.args);
  for (const each of readCases()) {
    if (unknownFlags(each).length > 0 || (wanted.size > 0 && !wanted.has(each.name))) continue;
    for (const golden of GOLDENS) {
      const { status, stdout, stderr } = await runGolden(each, golden);
      if (status !== each.exit || stderr !== "") throw new Error(`${each.name}: exit status ${status}, ${stderr}`);
      Deno.writeTextFileSync(`${each.folder}/${golden.file}`, stdout);
    }
  }
}
