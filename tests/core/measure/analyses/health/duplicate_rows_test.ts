import { duplicateRows } from "../../../../../core/measure/analyses/health/duplicate_rows.ts";
import { testCases } from "../analysis_cases.ts";

testCases(duplicateRows, "storage", { relative: 0, absolute: 0 });
