import { bitEntropy } from "../../../../../core/measure/analyses/distribution/bit_entropy.ts";
import { testCases } from "../analysis_cases.ts";

testCases(bitEntropy, "distribution", { relative: 1e-13, absolute: 0 });
