import { moments } from "../../../../../core/measure/analyses/distribution/moments.ts";
import { testCases } from "../analysis_cases.ts";

testCases(moments, "distribution", { relative: 1e-11, absolute: 1e-12 });
