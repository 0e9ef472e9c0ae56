import { blockSparsity } from "../../../../../core/measure/analyses/sparsity/block_sparsity.ts";
import { testCases } from "../analysis_cases.ts";

testCases(blockSparsity, "sparsity", { relative: 1e-15, absolute: 0 });
