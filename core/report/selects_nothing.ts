import type { InputFacts, Report } from "../model/report.ts";

/** Whether a filter was given and no node of any file has a path that matches it. */
export function selectsNothing(report: Report): boolean {
  const filtered = [report, ...report.files].flatMap(({ inputs: { old, new: fresh } }) => [old, fresh]).filter(
    isFiltered,
  );
  return filtered.length > 0 && filtered.every(({ selected }) => selected.nodes === 0);
}

type Filtered = InputFacts & Required<Pick<InputFacts, "selected">>;

function isFiltered(input: InputFacts | null): input is Filtered {
  return input?.selected !== undefined;
}
