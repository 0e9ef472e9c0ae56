import { nearZeros } from "../../../../../core/measure/analyses/sparsity/near_zeros.ts";
import { testCases } from "../analysis_cases.ts";

testCases(nearZeros, "sparsity", { relative: 1e-15, absolute: 0 });
