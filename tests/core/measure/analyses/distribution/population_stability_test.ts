import { populationStability } from "../../../../../core/measure/analyses/distribution/population_stability.ts";
import { testCases } from "../analysis_cases.ts";

testCases(populationStability, "distribution", { relative: 1e-13, absolute: 1e-15 });
