import { deltaSize } from "../../../../../core/measure/analyses/storage/delta_size.ts";
import { testCases } from "../analysis_cases.ts";

testCases(deltaSize, "storage", { relative: 1e-14, absolute: 0 });
