import { elementCount, type TensorData, type TensorNode } from "../../core/model/tensor.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import { createMemorySource } from "../../core/source/memory.ts";
import { stridedData } from "../../core/source/strided_data.ts";
import { orderedStrides } from "../../core/source/strided_layout.ts";
import { swappedData } from "../../core/source/swapped_data.ts";
import { elementNode, nestedList, nodesOf } from "./numpy_element.ts";
import { numpyScalar, SCALAR_NAMES } from "./numpy_scalar.ts";
import { numpyTypeOf } from "./numpy_type.ts";
import type { NumpyType } from "./numpy_type_code.ts";
import { insteadPlan, type Knowledge, listPlan, opaquePlan, type Plan, type Planner, type PlanTools } from "./plan.ts";
import { argsOf, bytesOf, integersOf, itemsOf, nameOf } from "./read_args.ts";
import { PickleList, type PickleObject, PickleTuple, type PickleValue } from "./value.ts";

/** Modules that NumPy 1 and 2 give the same functions. */
const CORES = ["numpy.core", "numpy._core"];
const NUMPY_TYPES =
  /^numpy\.(ndarray|dtype|bool_?|u?int(8|16|32|64)|float(16|32|64|128)|complex(64|128|256)|str_|bytes_|void|object_|datetime64|timedelta64|longlong|ulonglong|intc|uintc|longdouble|clongdouble)$|^numpy\.dtypes\.[A-Za-z0-9]+DType$/;

/**
 * What is known about NumPy: arrays become tensors (records and objects become
 * lists), scalars become scalars. One for each file, since each array's storage has an id of its own; `scope`
 * tells the ids of several files apart.
 */
export function createNumpyLibrary(scope = ""): Knowledge {
  let arrays = 0;
  const nextId = () => `${scope}numpy ${arrays++}`;
  const reconstruct: Planner = (object, tools) => arrayPlan(object, nextId, tools);
  const frombuffer: Planner = (object, tools) => bufferPlan(object, nextId, tools);
  const planners = new Map<string, Planner>(CORES.flatMap((core): [string, Planner][] => [
    [`${core}.multiarray._reconstruct`, reconstruct],
    [`${core}._multiarray_umath._reconstruct`, reconstruct],
    [`${core}.numeric._frombuffer`, frombuffer],
  ]));
  for (const name of SCALAR_NAMES) planners.set(name, scalarPlan);
  planners.set("numpy.dtype", dtypePlan);
  return { planners, knows: (name) => planners.has(name) || NUMPY_TYPES.test(name) };
}

function dtypePlan(object: PickleObject): Plan | undefined {
  const type = numpyTypeOf(object);
  if (!type || type.fields || type.array) return undefined;
  const order = type.bigEndian ? " big-endian" : "";
  return { kind: "scalar", type: "string", value: `numpy.${type.dtype.name}${order}` };
}

function scalarPlan(object: PickleObject, tools: PlanTools): Plan | undefined {
  const [typeValue, value] = argsOf(object);
  const type = numpyTypeOf(typeValue);
  if (type?.isObject && value !== undefined) return insteadPlan(value);
  const bytes = bytesOf(value);
  if (type && bytes && bytes.length !== type.itemBytes) {
    tools.fail(`a NumPy ${type.dtype.name} has ${bytes.length} bytes, not ${type.itemBytes}`);
  }
  return numpyScalar(object);
}

/** `_reconstruct` makes an empty array, and BUILD gives it shape, type, order and data. */
function arrayPlan({ args, state }: PickleObject, nextId: () => string, tools: PlanTools): Plan | undefined {
  const [shapeValue, typeValue, fortran, data] = state instanceof PickleTuple ? state.items.slice(-4) : [];
  const shape = integersOf(shapeValue), type = numpyTypeOf(typeValue);
  const className = args instanceof PickleTuple ? nameOf(args.items[0]) : undefined;
  if (!shape || data === undefined) return undefined;
  if (!type) return opaquePlan(className ?? "numpy.ndarray", [["state", state!]]);
  const order = fortran === true ? "Fortran" : "C";
  return planElements({ shape, type, order }, data, nextId, tools);
}

/** `_frombuffer(data, type, shape, order)`: protocol 5. */
function bufferPlan(object: PickleObject, nextId: () => string, tools: PlanTools): Plan | undefined {
  const [data, typeValue, shapeValue, orderValue, axisOrder] = argsOf(object);
  const shape = integersOf(shapeValue), type = numpyTypeOf(typeValue);
  const isKnownOrder = orderValue === "C" || orderValue === "F";
  if (!shape || !type || data === undefined || !isKnownOrder || (axisOrder ?? null) !== null) return undefined;
  return planElements({ shape, type, order: orderValue === "F" ? "Fortran" : "C" }, data, nextId, tools);
}

interface ArrayLayout {
  readonly shape: readonly number[];
  readonly type: NumpyType;
  readonly order: "C" | "Fortran";
}

function planElements(array: ArrayLayout, data: PickleValue, nextId: () => string, tools: PlanTools): Plan {
  const { shape, type } = array;
  if (shape.length > tools.limits.dimensions) tools.fail(`a NumPy array has ${shape.length} dimensions`);
  const elements = elementCount(shape);
  if (!shape.every((size) => size >= 0) || !Number.isSafeInteger(elements * Math.max(1, type.itemBytes))) {
    tools.fail(`a NumPy array has the shape [${shape.join(", ")}]`);
  }
  if (type.isObject) return objectPlan(array, data, tools);
  const bytes = bytesOf(data) ?? tools.fail("a NumPy array's data are not bytes");
  if (bytes.length !== elements * type.itemBytes) {
    const wanted = `${elements} elements of ${type.dtype.name}`;
    tools.fail(`a NumPy array has ${bytes.length} bytes, but ${elements * type.itemBytes} are due for ${wanted}`);
  }
  return type.fields ? recordsNode(array, bytes, tools) : tensorNode(array, bytes, nextId(), tools.file);
}

function tensorNode(
  { shape, type, order }: ArrayLayout,
  bytes: Uint8Array,
  storageId: string,
  file: string,
): TensorNode {
  const layout = { itemBytes: type.itemBytes, shape, strides: orderedStrides(shape, order), offset: 0 };
  const data: TensorData = type.itemBytes === 0
    ? { blocks: () => [] }
    : stridedData(createMemorySource(file, bytes), layout);
  return {
    kind: "tensor",
    dtype: type.dtype,
    shape,
    storageId,
    data: type.bigEndian ? swappedData(data, type.componentBytes) : data,
  };
}

/** Structured elements: one map each, in lists as the shape says. */
function recordsNode({ shape, type, order }: ArrayLayout, bytes: Uint8Array, tools: PlanTools): TreeNode {
  const { itemBytes } = type, count = itemBytes === 0 ? 0 : bytes.length / itemBytes;
  if (count * nodesOf(type) > tools.limits.nodes) {
    tools.unsupported(`a structured NumPy array has ${count} records, more than a tree holds`);
  }
  const strides = orderedStrides(shape, order);
  const items = Array.from({ length: count }, (_, index) => {
    const at = storedIndex(index, shape, strides) * itemBytes;
    return elementNode(type, bytes.subarray(at, at + itemBytes));
  });
  return itemBytes === 0 ? { kind: "list", items, typeName: "numpy.ndarray" } : nestedList(items, shape);
}

/** Where the element of that index in C order is stored. */
function storedIndex(index: number, shape: readonly number[], strides: readonly number[]): number {
  let at = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    at += index % shape[axis]! * strides[axis]!;
    index = Math.floor(index / shape[axis]!);
  }
  return at;
}

/** Python objects: a list, nested as the shape says. */
function objectPlan({ shape }: ArrayLayout, data: PickleValue, tools: PlanTools): Plan {
  const items = itemsOf(data) ?? tools.fail("a NumPy array of objects holds no list");
  if (items.length !== elementCount(shape)) {
    tools.fail(`a NumPy array of shape [${shape.join(", ")}] holds ${items.length} objects`);
  }
  if (shape.length === 0) return insteadPlan(items[0]!);
  let level: readonly PickleValue[] = items;
  for (let axis = shape.length - 1; axis > 0; axis--) {
    level = grouped(level, shape[axis]!, elementCount(shape.slice(0, axis)));
  }
  return listPlan(level, "numpy.ndarray");
}

function grouped(items: readonly PickleValue[], size: number, groups: number): PickleValue[] {
  if (size === 0) return [];
  return Array.from({ length: groups }, (_, index) => {
    const list = new PickleList();
    for (const item of items.slice(index * size, (index + 1) * size)) list.items.push(item);
    return list;
  });
}
