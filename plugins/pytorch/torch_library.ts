import { ShapeTable } from "../../core/model/shape_table.ts";
import type { Knowledge, Plan, Planner, PlanTools } from "../pickle/plan.ts";
import { argsOf, integerOf, nameOf } from "../pickle/read_args.ts";
import { type PickleGlobal, PickleObject, PicklePersistent, type PickleValue, typeOf } from "../pickle/value.ts";
import { plainInstance } from "../pickle/instance.ts";
import { listPlan } from "../pickle/plan.ts";
import { itemsOf } from "../pickle/read_args.ts";
import { modulePlan } from "./module_state.ts";
import { legacyTensor, type RebuildContext, REBUILDERS } from "./rebuilders.ts";
import { layoutName } from "./sparse.ts";
import type { Storage } from "./storage.ts";
import type { CarriedAttributes } from "./carried_attributes.ts";
import { tensorNode } from "./tensor_view.ts";
import { isTensorClass, storageTypeNamed, torchTypeGlobal } from "./torch_type.ts";
import { InflatedStorage } from "./view_data.ts";

/** What a layout knows of its storages. */
export interface Storages {
  /** The storage that a persistent id names; stops loading if there is none. */
  byId(reference: PicklePersistent, tools: PlanTools): Storage;
  /** The storage that a call of `torch.storage._load_from_bytes` holds. */
  byObject?(object: PickleObject, tools: PlanTools): Storage | undefined;
  /** A plan for a persistent id that is no storage: a whole tensor in the tar layout. */
  plan?(reference: PicklePersistent, tools: PlanTools): Plan | undefined;
}

/** Names that torch pickles as they are. */
const CONSTANTS: ReadonlySet<string> = new Set([
  "torch.strided",
  "torch.sparse_coo",
  "torch.sparse_csr",
  "torch.sparse_csc",
  "torch.sparse_bsr",
  "torch.sparse_bsc",
  "torch._mkldnn",
  "torch.per_tensor_affine",
  "torch.per_tensor_symmetric",
  "torch.per_channel_affine",
  "torch.per_channel_symmetric",
  "torch.per_channel_affine_float_qparams",
]);

/** Classes and functions whose names alone do no harm, beside those that have planners. */
const CLASSES: ReadonlySet<string> = new Set([
  "torch.Tensor",
  "torch._tensor.Tensor",
  "torch.nn.parameter.Buffer",
  "torch.nn.parameter.UninitializedParameter",
  "torch.nn.parameter.UninitializedBuffer",
  "torch.nn.backends.thnn._get_thnn_function_backend",
  "torch._utils._rebuild_wrapper_subclass",
  "torch.storage.TypedStorage",
  "torch.storage._TypedStorage",
]);

// Classes of torch's own modules. A name with a dot could reach anything that a module imports.
const MODULE_CLASS = /^torch\.nn\.modules\.[a-z_0-9]+\.[A-Z][A-Za-z0-9_]*$/;

/**
 * What is known about torch: tensors, parameters, modules, and its small
 * values. `scope` begins every id that is made; `attributes` gathers what
 * tensors carry beside their elements.
 */
export function createTorchLibrary(storages: Storages, scope: string, attributes: CarriedAttributes): Knowledge {
  const inflated = new InflatedStorage(), shapes = new ShapeTable();
  let fresh = 0;
  const contextOf = (tools: PlanTools): RebuildContext => ({
    tools,
    views: { file: tools.file, inflated, mostInflated: tools.limits.stdinBytes },
    shapes,
    places: 2, // A value that is met again becomes one node in two places.
    storage: (value) => storageOf(value, storages, tools),
    attributes,
    freshId: () => `${scope}meta ${fresh++}`,
  });
  const planners = new Map<string, Planner>([
    ...Object.entries(REBUILDERS).map(([name, rebuild]): [string, Planner] => [
      name,
      (object, tools) => rebuild(argsOf(object), contextOf(tools)),
    ]),
    ...Object.entries(VALUE_PLANNERS),
    ...Object.entries(carriers(attributes)),
    ["torch.storage._load_from_bytes", (object, tools) => {
      const storage = storages.byObject?.(object, tools);
      return storage && storageNode(storage, contextOf(tools));
    }],
  ]);
  return {
    planners,
    object: (object, tools) =>
      isTensorClass(nameOf(object.callable) ?? "")
        ? legacyTensor(object.state, contextOf(tools))
        : modulePlan(plainInstance(object)),
    global: constantPlan,
    persistent: (reference, tools) =>
      storages.plan?.(reference, tools) ?? storageNode(storages.byId(reference, tools), contextOf(tools)),
    knows: (name) =>
      planners.has(name) || CONSTANTS.has(name) || CLASSES.has(name) || MODULE_CLASS.test(name) ||
      isTensorClass(name) || storageTypeNamed(name) !== undefined || torchTypeGlobal(name) !== undefined,
  };
}

/** Notes what containers carry beside their members, and leaves it to others to make nodes of them. */
function carriers(attributes: CarriedAttributes): Readonly<Record<string, Planner>> {
  return {
    "collections.OrderedDict": ({ state }, tools) => void attributes.add(tools.path(), state),
    "collections.deque": (object, tools) => {
      const longest = argsOf(object)[1];
      if (longest !== undefined && longest !== null) attributes.addOne(tools.path(), "maxlen", longest);
      return undefined;
    },
  };
}

/** Small values of torch that pickles write as calls. */
const VALUE_PLANNERS: Readonly<Record<string, Planner>> = {
  "torch.Size": (object) => {
    const items = itemsOf(argsOf(object)[0]);
    return items && listPlan(items, "torch.Size");
  },
  "torch.device": (object) => {
    const [type, index] = argsOf(object);
    if (typeof type !== "string") return undefined;
    return text(integerOf(index) === undefined ? type : `${type}:${index}`);
  },
  "torch.serialization._get_layout": (object) => {
    const name = layoutName(object);
    return name === undefined ? undefined : text(name);
  },
  "torch.torch_version.TorchVersion": (object) => {
    const [version] = argsOf(object);
    return typeof version === "string" ? text(version) : undefined;
  },
};

function constantPlan(global: PickleGlobal): Plan | undefined {
  const name = global.qualifiedName;
  return CONSTANTS.has(name) || torchTypeGlobal(name) ? text(name) : undefined;
}

function text(value: string): Plan {
  return { kind: "scalar", type: "string", value };
}

function storageOf(value: PickleValue | undefined, storages: Storages, tools: PlanTools): Storage {
  if (value instanceof PicklePersistent) return storages.byId(value, tools);
  const storage = value instanceof PickleObject ? storages.byObject?.(value, tools) : undefined;
  return storage ?? tools.fail(`the tensor's storage is of type ${value === undefined ? "None" : typeOf(value)}`);
}

/** A storage by itself: all of its elements, in one dimension. */
function storageNode(storage: Storage, context: RebuildContext): Plan {
  const { type, elements } = storage;
  const view = { storage, type, offset: 0, shape: [elements], strides: [1] };
  return tensorNode(view, context);
}
