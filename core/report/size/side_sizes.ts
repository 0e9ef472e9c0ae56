import { SeenStorages } from "../../model/seen_storages.ts";
import { dataBytes, elementCount, type TensorNode } from "../../model/tensor.ts";
import type { TensorRole } from "../../model/tensor_role.ts";
import { StorageViews } from "./storage_views.ts";

/** What the tensors of one side take, added up one by one. Views of the same elements count once. */
export class SideSizes {
  readonly roles: Record<TensorRole, number> = { parameter: 0, buffer: 0, state: 0 };
  readonly dtypes: Map<string, number> = new Map();
  /** Elements of the parameters; meta tensors have none. */
  parameters = 0;
  /** Whether any elements are stored in fewer bytes than they take. */
  isCompressed = false;
  readonly #seen = new SeenStorages();
  /** Storages that several tensors may show. */
  readonly #shared = new Map<string, StorageViews>();
  /** Of all other tensors. */
  #ownBytes = 0;
  #ownSlack = 0;
  /** Whether there are tensors and none of them tells its storage. */
  #tellsStorages: boolean | undefined;

  /** Adds a tensor and gives the bytes that it brings: 0 for elements that were counted before. */
  add(node: TensorNode, role: TensorRole): number {
    if (!this.#seen.isNew(node)) return 0;
    const bytes = dataBytes(node);
    this.roles[role] += bytes;
    this.dtypes.set(node.dtype.name, (this.dtypes.get(node.dtype.name) ?? 0) + bytes);
    if (node.data === null) return bytes;
    if (role === "parameter") this.parameters += elementCount(node.shape);
    this.#addStorage(node, bytes);
    return bytes;
  }

  get tensorBytes(): number {
    return this.roles.parameter + this.roles.buffer + this.roles.state;
  }

  get storageBytes(): number {
    return this.#shared.values().reduce((sum, { size }) => sum + size, this.#ownBytes);
  }

  /** Bytes of storages that no tensor shows, or why they are not known. */
  get slackBytes(): number | string {
    if (this.#tellsStorages === false) return "the format keeps no storages apart from tensors";
    let slack = this.#ownSlack;
    for (const views of this.#shared.values()) {
      const hidden = views.hiddenBytes();
      if (hidden === null) return "views with gaps lie across others of one storage";
      slack += hidden;
    }
    return slack;
  }

  #addStorage({ storage, storageId }: TensorNode, bytes: number): void {
    if (!storage) {
      this.#tellsStorages ??= false;
      this.#ownBytes += bytes;
      return;
    }
    this.#tellsStorages = true;
    if (!storage.isStored) this.isCompressed = true;
    if (storageId === undefined) {
      this.#ownBytes += storage.size;
      this.#ownSlack += storage.size - storage.shown;
      return;
    }
    const views = this.#shared.get(storage.key) ?? new StorageViews(storage);
    views.add(storage);
    this.#shared.set(storage.key, views);
  }
}
