import { hellinger } from "../../../../../core/measure/analyses/distribution/hellinger.ts";
import { testCases } from "../analysis_cases.ts";

testCases(hellinger, "distribution", { relative: 1e-14, absolute: 1e-16 });
