import { byteLength, type DType } from "../../core/model/dtype.ts";
import {
  elementCount,
  type TensorData,
  type TensorNode,
  type TensorRole,
  type TensorStorage,
  tensorWith,
} from "../../core/model/tensor.ts";
import { plainData } from "../../core/source/plain_data.ts";
import { orderedStrides } from "../../core/source/strided_layout.ts";
import type { StorageBytes, StorageList } from "./storage.ts";
import { viewId } from "./view_id.ts";

/**
 * A tensor whose elements follow one another in a storage, in C order,
 * little-endian. A checkpoint may have 100,000: each keeps six fields.
 */
export class ViewTensor implements TensorNode {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly #list: StorageList;
  readonly #index: number;
  /** Of the first element in the storage, in elements. */
  readonly #offset: number;
  readonly role?: TensorRole;

  /** A view of a storage at an index of its list. */
  constructor(
    dtype: DType,
    shape: readonly number[],
    { list, index }: Pick<StorageBytes, "list" | "index">,
    { offset, role }: { readonly offset: number; readonly role?: TensorRole },
  ) {
    this.dtype = dtype;
    this.shape = shape;
    this.#list = list;
    this.#index = index;
    this.#offset = offset;
    this.role = role;
  }

  get kind(): "tensor" {
    return "tensor";
  }

  /** Absent where no other tensor shows the storage, as in most files. */
  get storageId(): string | undefined {
    if (!this.#list.isShared(this.#index)) return undefined;
    const { dtype: { name: type }, shape } = this, { key } = ViewTensor.#bytesOf(this);
    return viewId({ key, type, offset: this.#offset, shape, strides: orderedStrides(shape, "C") });
  }

  get storage(): TensorStorage {
    const { key, size, isStored } = ViewTensor.#bytesOf(this), shown = byteLength(this.dtype, elementCount(this.shape));
    return { key, size, isStored, offset: this.#offset * this.dtype.bits / 8, span: shown, shown };
  }

  /** The same tensor in a role. */
  withRole(role: TensorRole): ViewTensor {
    const place = { list: this.#list, index: this.#index };
    return new ViewTensor(this.dtype, this.shape, place, { offset: this.#offset, role });
  }

  get data(): TensorData {
    const length = byteLength(this.dtype, elementCount(this.shape));
    return plainData(ViewTensor.#bytesOf(this).source!, length === 0 ? 0 : this.#offset * this.dtype.bits / 8, length);
  }

  // A private accessor would take room in every object.
  static #bytesOf(tensor: ViewTensor): StorageBytes {
    return tensor.#list.bytesAt(tensor.#index);
  }
}

/** A tensor in a role that the file tells. */
export function tensorInRole(tensor: TensorNode, role: TensorRole): TensorNode {
  return tensor instanceof ViewTensor ? tensor.withRole(role) : tensorWith(tensor, { role });
}
