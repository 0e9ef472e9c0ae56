import { sparseStorage } from "../../../../../core/measure/analyses/sparsity/sparse_storage.ts";
import { testCases } from "../analysis_cases.ts";

testCases(sparseStorage, "sparsity", { relative: 0, absolute: 0 });
