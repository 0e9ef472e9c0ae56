import { FormatError } from "../../core/model/errors.ts";
import type { ShapeTable } from "../../core/model/shape_table.ts";
import { elementCount, type Quantization, type TensorData, type TensorNode } from "../../core/model/tensor.ts";
import { checkLayout, isContiguous, type StridedLayout } from "../../core/source/strided_layout.ts";
import { swappedData } from "../../core/source/swapped_data.ts";
import type { PlanTools } from "../pickle/plan.ts";
import { flipSigns, type SignFlips } from "./sign_flips.ts";
import type { Storage } from "./storage.ts";
import type { TorchType } from "./torch_type.ts";
import { viewData, type ViewOptions } from "./view_data.ts";
import { viewId } from "./view_id.ts";
import { viewStorage } from "./view_storage.ts";
import { ViewTensor } from "./view_tensor.ts";

/** A view of a storage as torch rebuilds it. Counts are in torch elements. */
export interface TensorView {
  readonly storage: Storage;
  readonly type: TorchType;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly flips?: SignFlips;
  readonly quantization?: Quantization;
}

/** Elements that an expanded view may have for each byte of its storage before it counts as a bomb. */
const HIGHEST_EXPANSION = 1 << 16;
const LARGE_VIEW = 2 ** 32;

/** A tensor node for a view, after every element was found to lie in its storage. */
export function tensorNode(view: TensorView, { tools, views, shapes, places }: ViewContext): TensorNode {
  const { storage, type, quantization } = view;
  checkView(view, tools);
  const { bytes } = storage;
  bytes.list.addPlaces(bytes.index, places);
  const shape = shapes.share(type.perItem === 1 ? view.shape : expandLast(view.shape, type.perItem));
  if (isStoredPlainly(view)) return new ViewTensor(type.dtype, shape, bytes, { offset: view.offset });
  return {
    kind: "tensor",
    dtype: type.dtype,
    shape,
    storageId: storageIdOf(view),
    storage: viewStorage(view),
    data: dataOf(view, tools, views),
    ...(quantization ? { quantization } : {}),
  };
}

/** What making a node of a view needs. */
export interface ViewContext {
  readonly tools: PlanTools;
  readonly views: ViewOptions;
  readonly shapes: ShapeTable;
  /** At how many places of the tree the node may stand: 1, or 2 for any number. */
  readonly places: 1 | 2;
}

/** Whether a tensor's bytes lie in the file as they are wanted. */
function isStoredPlainly(view: TensorView): boolean {
  const { storage: { bytes, bigEndian }, type, flips, quantization } = view;
  const asTheyAre = bytes.isStored && !(bigEndian && type.itemBytes > 1) && !type.isPacked && type.perItem === 1;
  return asTheyAre && !quantization && !flips?.negated && !flips?.conjugated && isContiguous(layoutOf(view));
}

/** A tensor without elements: its type and shape are all that the file has. */
export function metaTensor(type: TorchType, shape: readonly number[], id: string): TensorNode {
  const ownShape = type.perItem === 1 ? shape : expandLast(shape, type.perItem);
  return { kind: "tensor", dtype: type.dtype, shape: ownShape, storageId: id, data: null };
}

function expandLast(shape: readonly number[], factor: number): readonly number[] {
  return shape.length === 0 ? [factor] : shape.with(-1, shape.at(-1)! * factor);
}

function checkView(view: TensorView, tools: PlanTools): void {
  const { storage, type, shape, strides } = view;
  if (shape.length > tools.limits.dimensions) {
    tools.exceeds(`the tensor has ${shape.length} dimensions, more than ${tools.limits.dimensions}`);
  }
  if (strides.some((stride) => stride < 0)) tools.fail(`the tensor has negative strides [${strides.join(", ")}]`);
  const storageBytes = storage.elements * storage.type.itemBytes;
  const items = type.isPacked ? storageBytes * (8 / type.dtype.bits) : Math.floor(storageBytes / type.itemBytes);
  try {
    checkLayout(layoutOf(view), items, tools.file);
  } catch (error) {
    if (error instanceof FormatError) tools.fail(error.reason);
    throw error;
  }
  const elements = elementCount(shape);
  if (elements > LARGE_VIEW && elements > storageBytes * HIGHEST_EXPANSION) {
    tools.exceeds(`${elements} elements are expanded from a storage of ${storageBytes} bytes`);
  }
}

function layoutOf({ type, shape, strides, offset }: TensorView): StridedLayout {
  return { itemBytes: type.itemBytes, shape, strides, offset };
}

function dataOf(view: TensorView, tools: PlanTools, options: ViewOptions): TensorData {
  const { storage, type, flips } = view;
  const layout = type.isPacked ? packedLayout(view, tools) : layoutOf(view);
  const data = viewData(storage.bytes, layout, options) ??
    tools.unsupported(`it is a view of ${storage.bytes.size} deflated bytes, more than are held in memory`);
  const isComplex = type.dtype.kind === "complex";
  const partBytes = isComplex ? type.itemBytes / 2 : type.itemBytes;
  const little = storage.bigEndian ? swappedData(data, partBytes) : data;
  return flips ? flipSigns(little, partBytes, isComplex, flips) : little;
}

/** Elements narrower than a byte can only be taken from the start, as whole bytes. */
function packedLayout(view: TensorView, tools: PlanTools): StridedLayout {
  const { type, shape, offset } = view;
  if (!isContiguous(layoutOf(view)) || offset !== 0) tools.unsupported(`it is a view of packed ${type.dtype.name}`);
  return { itemBytes: 1, shape: [Math.ceil(elementCount(shape) * type.dtype.bits / 8)], strides: [1], offset: 0 };
}

function storageIdOf({ storage: { bytes: { key } }, type, flips, ...place }: TensorView): string {
  const sign = flips ? `${flips.negated ? "-" : ""}${flips.conjugated ? "*" : ""}` : "";
  return viewId({ ...place, key, type: type.dtype.name + sign });
}
