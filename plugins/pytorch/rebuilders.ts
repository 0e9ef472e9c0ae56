import { quote } from "../../core/model/escape.ts";
import { elementCount, type TensorNode } from "../../core/model/tensor.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import { insteadPlan, mapPlan, opaquePlan, type Plan, type PlanTools } from "../pickle/plan.ts";
import { integerOf, integersOf, nameOf } from "../pickle/read_args.ts";
import { PickleDict, PickleObject, PickleTuple, type PickleValue } from "../pickle/value.ts";
import { readQuantization } from "./quantization.ts";
import { sparsePlan } from "./sparse.ts";
import type { Storage } from "./storage.ts";
import type { CarriedAttributes } from "./carried_attributes.ts";
import { metaTensor, tensorNode, type ViewContext } from "./tensor_view.ts";
import { torchTypeGlobal } from "./torch_type.ts";
import { tensorInRole } from "./view_tensor.ts";

/** What rebuilding a tensor needs beside its arguments. */
export interface RebuildContext extends ViewContext {
  /** The storage that a value stands for; stops loading if it is none. */
  storage(value: PickleValue | undefined): Storage;
  readonly attributes: CarriedAttributes;
  /** An id that no storage has. */
  freshId(): string;
}

/** Makes a plan from the arguments of a torch function; `undefined` leaves the call opaque. */
export type Rebuilder = (args: readonly PickleValue[], context: RebuildContext) => Plan | undefined;

type TensorRebuilder = (args: readonly PickleValue[], context: RebuildContext) => TensorNode;

/** Functions that a tensor without anything special is pickled as a call of. */
const DENSE: Readonly<Record<string, TensorRebuilder>> = {
  "torch._utils._rebuild_tensor": ([storage, offset, size, stride], context) =>
    denseTensor([storage, offset, size, stride], undefined, undefined, context),
  "torch._utils._rebuild_tensor_v2": ([storage, offset, size, stride, , , metadata], context) =>
    denseTensor([storage, offset, size, stride], undefined, metadata, context),
  "torch._utils._rebuild_tensor_v3": ([storage, offset, size, stride, , , dtype, metadata], context) =>
    denseTensor([storage, offset, size, stride], dtype, metadata, context),
};

/** Functions of `torch._utils` and its like that tensors are pickled as calls of. */
export const REBUILDERS: Readonly<Record<string, Rebuilder>> = {
  ...DENSE,
  "torch._utils._rebuild_qtensor": quantizedTensor,
  "torch._utils._rebuild_parameter": parameter,
  "torch._utils._rebuild_parameter_with_state": ([data, , , state], context) => {
    context.attributes.add(context.tools.path(), state);
    return parameter([data!]);
  },
  "torch.nn.parameter.Parameter": parameter,
  "torch._utils._rebuild_sparse_tensor": ([layout, data], { tools }) => sparsePlan(layout, data, tools),
  "torch._utils._rebuild_sparse_csr_tensor": ([layout, data], { tools }) => sparsePlan(layout, data, tools),
  "torch._utils._rebuild_nested_tensor": (args) =>
    mapPlan(NESTED_PARTS.map((name, index) => [name, args[index] ?? null]), "torch.nested_tensor"),
  "torch._utils._rebuild_meta_tensor_no_storage": ([dtype, size], context) => metaOf(dtype, size, context),
  "torch._utils._rebuild_device_tensor_from_cpu_tensor": ([data]) => data === undefined ? undefined : insteadPlan(data),
  "torch._utils._rebuild_device_tensor_from_numpy": ([data]) => data === undefined ? undefined : insteadPlan(data),
  "torch._utils._rebuild_xla_tensor": ([data]) => data === undefined ? undefined : insteadPlan(data),
  "torch._tensor._rebuild_from_type": fromType,
  "torch._tensor._rebuild_from_type_v2": fromType,
  "torch.tensor._rebuild_from_type": fromType,
  "torch.tensor._rebuild_from_type_v2": fromType,
  ...Object.fromEntries(
    ["build_intlist", "build_tensorlist", "build_doublelist", "build_boollist"]
      .map((name): [string, Rebuilder] => [`torch.jit._pickle.${name}`, first]),
  ),
  "torch.jit._pickle.restore_type_tag": first,
};

const NESTED_PARTS = ["values", "sizes", "strides", "storage_offsets"];

/** A tensor of a legacy class (`torch.FloatTensor`), whose state is `(storage, offset, shape, strides)`. */
export function legacyTensor(state: PickleValue | undefined, context: RebuildContext): Plan | undefined {
  if (!(state instanceof PickleTuple) || state.items.length !== 4) return undefined;
  return denseTensor(state.items, undefined, undefined, context);
}

function denseTensor(
  [storageValue, offsetValue, sizeValue, strideValue]: readonly (PickleValue | undefined)[],
  dtypeValue: PickleValue | undefined,
  metadata: PickleValue | undefined,
  context: RebuildContext,
): TensorNode {
  const { tools } = context;
  const storage = context.storage(storageValue);
  const name = nameOf(dtypeValue);
  const type = dtypeValue === undefined ? storage.type : torchTypeGlobal(name ?? "") ??
    tools.unsupported(`the tensor has the type ${quote(name ?? "?")}, which is not known`);
  const view = { storage, type, ...placement(offsetValue, sizeValue, strideValue, tools), flips: flipsOf(metadata) };
  return tensorNode(view, context);
}

function placement(
  offsetValue: PickleValue | undefined,
  sizeValue: PickleValue | undefined,
  strideValue: PickleValue | undefined,
  tools: PlanTools,
) {
  const offset = integerOf(offsetValue), shape = integersOf(sizeValue), strides = integersOf(strideValue);
  if (offset === undefined) return tools.fail("the tensor's offset is not an integer below 2^53");
  if (!shape || !strides) return tools.fail("the tensor's shape and strides are not tuples of integers below 2^53");
  return { offset, shape, strides };
}

function flipsOf(metadata: PickleValue | undefined) {
  if (!(metadata instanceof PickleDict)) return undefined;
  const has = (key: string) => metadata.values[metadata.keys.indexOf(key)] === true;
  return { negated: has("neg"), conjugated: has("conj") };
}

function quantizedTensor(args: readonly PickleValue[], context: RebuildContext): Plan {
  const [storageValue, offset, size, stride, parameters] = args;
  const { tools } = context;
  const storage = context.storage(storageValue);
  const where = placement(offset, size, stride, tools);
  const quantization = readQuantization(parameters, where.shape, (value) => tensorValue(value, context), tools);
  return tensorNode({ storage, type: storage.type, ...where, quantization }, context);
}

/** The node of a pickled tensor that another one's arguments contain. */
function tensorValue(value: PickleValue | undefined, context: RebuildContext): Plan | undefined {
  if (!(value instanceof PickleObject) || !(value.args instanceof PickleTuple)) return undefined;
  return rebuilderOf(value)?.(value.args.items, context);
}

/** How a plain tensor is rebuilt; `undefined` for anything else. */
export function rebuilderOf({ callable }: PickleObject): TensorRebuilder | undefined {
  const name = nameOf(callable) ?? "";
  return Object.hasOwn(DENSE, name) ? DENSE[name] : undefined;
}

function parameter([data]: readonly PickleValue[]): Plan | undefined {
  return data === undefined ? undefined : insteadPlan(data, asParameter);
}

function asParameter(node: TreeNode): TreeNode {
  return node.kind === "tensor" ? tensorInRole(node, "parameter") : node;
}

function metaOf(
  dtypeValue: PickleValue | undefined,
  sizeValue: PickleValue | undefined,
  context: RebuildContext,
): Plan {
  const { tools } = context;
  const type = torchTypeGlobal(nameOf(dtypeValue) ?? ""), shape = integersOf(sizeValue);
  if (!type || !shape) return tools.fail("a meta tensor has no known type or no shape");
  if (!shape.every((size) => size >= 0) || !Number.isSafeInteger(elementCount(shape) * type.itemBytes)) {
    return tools.fail(`a meta tensor has the shape [${shape.join(", ")}]`);
  }
  return metaTensor(type, shape, context.freshId());
}

/** `(function, class, arguments, state)`: a tensor of a subclass, or with attributes of its own. */
function fromType([rebuild, type, args, state]: readonly PickleValue[], context: RebuildContext): Plan | undefined {
  if (rebuild === undefined || !(args instanceof PickleTuple)) return undefined;
  if (nameOf(rebuild) === "torch._utils._rebuild_wrapper_subclass") {
    // The class holds its tensors in its state, and has no elements of its own.
    return opaquePlan(nameOf(type) ?? "tensor subclass", [["args", args], ["state", state ?? null]]);
  }
  context.attributes.add(context.tools.path(), state);
  return insteadPlan(new PickleObject(rebuild, args));
}

function first([value]: readonly PickleValue[]): Plan | undefined {
  return value === undefined ? undefined : insteadPlan(value);
}
