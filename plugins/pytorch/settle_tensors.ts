import { ShapeTable } from "../../core/model/shape_table.ts";
import type { TensorNode } from "../../core/model/tensor.ts";
import type { LoadContext } from "../../core/plugin.ts";
import type { Settle } from "../pickle/machine.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { argsOf, nameOf } from "../pickle/read_args.ts";
import { PickleObject, PicklePersistent } from "../pickle/value.ts";
import { CarriedAttributes } from "./carried_attributes.ts";
import { ifKnown, notYet } from "./not_yet.ts";
import { type RebuildContext, rebuilderOf } from "./rebuilders.ts";
import type { Storages } from "./torch_library.ts";
import { InflatedStorage } from "./view_data.ts";
import { tensorInRole } from "./view_tensor.ts";

const PARAMETER = "torch._utils._rebuild_parameter";

/**
 * Makes nodes of plain tensors and parameters while their pickle is still being
 * read, so that what each was pickled as need not be kept: for 100,000 tensors
 * that takes more room than all the rest. What is wrong with one, and what is
 * special, is left to those who know its place in the tree.
 */
export function settleTensors(storages: Storages, { file, limits, note }: LoadContext): Settle {
  const tools: PlanTools = {
    file,
    limits,
    note,
    path: notYet,
    fail: notYet,
    unsupported: notYet,
    exceeds: notYet,
    later: notYet,
  };
  const context: RebuildContext = {
    tools,
    views: { file, inflated: new InflatedStorage(), mostInflated: limits.stdinBytes },
    shapes: new ShapeTable(),
    places: 1,
    storage: (value) => value instanceof PicklePersistent ? storages.byId(value, tools) : notYet(),
    attributes: new CarriedAttributes(),
    freshId: notYet,
  };
  return (object) => ifKnown(() => settled(object, context));
}

function settled(object: PickleObject, context: RebuildContext): TensorNode | undefined {
  if (nameOf(object.callable) !== PARAMETER) return rebuilderOf(object)?.(argsOf(object), context);
  const [data] = argsOf(object);
  const tensor = data instanceof PickleObject ? rebuilderOf(data)?.(argsOf(data), context) : undefined;
  return tensor && tensorInRole(tensor, "parameter");
}
