import { jensenShannon } from "../../../../../core/measure/analyses/distribution/jensen_shannon.ts";
import { testCases } from "../analysis_cases.ts";

testCases(jensenShannon, "distribution", { relative: 1e-12, absolute: 1e-14 });
