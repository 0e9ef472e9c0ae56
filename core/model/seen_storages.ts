import type { TensorNode } from "./tensor.ts";

/**
 * Tells tensors that are met for the first time from views of elements that
 * others have shown before.
 *
 * @example
 * ```ts
 * import { SeenStorages } from "./seen_storages.ts";
 * import { assertEquals } from "@std/assert";
 * const seen = new SeenStorages();
 * const tensors = [{ storageId: "a" }, { storageId: "a" }, {}, {}];
 * assertEquals(tensors.map((tensor) => seen.isNew(tensor)), [true, false, true, true]);
 * ```
 */
export class SeenStorages {
  readonly #ids = new Set<string>();

  /** Whether no tensor asked about before shows the same elements. */
  isNew({ storageId }: Pick<TensorNode, "storageId">): boolean {
    if (storageId === undefined) return true;
    if (this.#ids.has(storageId)) return false;
    this.#ids.add(storageId);
    return true;
  }
}
