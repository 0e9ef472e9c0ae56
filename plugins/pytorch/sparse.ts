import { quote } from "../../core/model/escape.ts";
import { mapPlan, type Plan, type PlanTools } from "../pickle/plan.ts";
import { argsOf, itemsOf, nameOf } from "../pickle/read_args.ts";
import { PickleObject, type PickleValue } from "../pickle/value.ts";

/** What each sparse layout stores, in the order that it is pickled in; what follows is not content. */
const SPARSE_PARTS: Readonly<Record<string, readonly string[]>> = {
  "torch.sparse_coo": ["indices", "values", "size"],
  "torch.sparse_csr": ["crow_indices", "col_indices", "values", "size"],
  "torch.sparse_bsr": ["crow_indices", "col_indices", "values", "size"],
  "torch.sparse_csc": ["ccol_indices", "row_indices", "values", "size"],
  "torch.sparse_bsc": ["ccol_indices", "row_indices", "values", "size"],
};

/** A sparse tensor as a map of the tensors that it is stored as, and its size. */
export function sparsePlan(
  layoutValue: PickleValue | undefined,
  data: PickleValue | undefined,
  tools: PlanTools,
): Plan {
  const layout = layoutName(layoutValue) ?? tools.fail("a sparse tensor has no known layout");
  const names = Object.hasOwn(SPARSE_PARTS, layout) ? SPARSE_PARTS[layout]! : undefined;
  if (!names) return tools.unsupported(`a tensor has the layout ${quote(layout)}`);
  const parts = itemsOf(data);
  if (!parts || parts.length < names.length) {
    return tools.fail(`a tensor of the layout ${layout} does not consist of ${names.join(", ")}`);
  }
  return mapPlan(names.map((name, index) => [name, parts[index]!]), layout);
}

/** The name of a layout: `torch.sparse_coo`, pickled as a call with its name. */
export function layoutName(value: PickleValue | undefined): string | undefined {
  if (!(value instanceof PickleObject)) return nameOf(value);
  const [name] = argsOf(value);
  return nameOf(value.callable) === "torch.serialization._get_layout" && typeof name === "string" ? name : undefined;
}
