import { outliers } from "../../../../../core/measure/analyses/distribution/outliers.ts";
import { testCases } from "../analysis_cases.ts";

// Mean and deviation are those of the measured pair, which has 11 digits.
testCases(outliers, "distribution", { relative: 1e-11, absolute: 0 });
