import { SeenStorages } from "../../model/seen_storages.ts";
import { dataBytes, elementCount, type TensorNode } from "../../model/tensor.ts";
import type { TensorRole } from "../../model/tensor_role.ts";

/** What the tensors of one side take, added up one by one. Views of the same elements count once. */
export class SideSizes {
  readonly roles: Record<TensorRole, number> = { parameter: 0, buffer: 0, state: 0 };
  readonly dtypes: Map<string, number> = new Map();
  /** Elements of the parameters. */
  parameters = 0;
  /** Whether any elements are stored in fewer bytes than they take. */
  isCompressed = false;
  readonly #seen = new SeenStorages();
  /** Storages that several tensors show: bytes, and those of them that no view has shown yet. */
  readonly #shared = new Map<string, { readonly size: number; hidden: number }>();
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
    if (role === "parameter") this.parameters += elementCount(node.shape);
    this.dtypes.set(node.dtype.name, (this.dtypes.get(node.dtype.name) ?? 0) + bytes);
    if (node.data !== null) this.#addStorage(node, bytes);
    return bytes;
  }

  get tensorBytes(): number {
    return this.roles.parameter + this.roles.buffer + this.roles.state;
  }

  get storageBytes(): number {
    return this.#shared.values().reduce((sum, { size }) => sum + size, this.#ownBytes);
  }

  /** `null` where no tensor tells its storage. */
  get slackBytes(): number | null {
    if (this.#tellsStorages === false) return null;
    return this.#shared.values().reduce((sum, { hidden }) => sum + Math.max(0, hidden), this.#ownSlack);
  }

  #addStorage({ storage, storageId }: TensorNode, bytes: number): void {
    if (!storage) {
      this.#tellsStorages ??= false;
      this.#ownBytes += bytes;
      return;
    }
    this.#tellsStorages = true;
    const { key, size, isStored } = storage;
    if (!isStored) this.isCompressed = true;
    if (storageId === undefined) {
      this.#ownBytes += size;
      this.#ownSlack += Math.max(0, size - bytes);
      return;
    }
    const shared = this.#shared.get(key) ?? { size, hidden: size };
    shared.hidden -= bytes;
    this.#shared.set(key, shared);
  }
}
