import type { PlanTools } from "../pickle/plan.ts";
import { integerOf, nameOf } from "../pickle/read_args.ts";
import { PickleTuple, type PickleValue, typeOf } from "../pickle/value.ts";
import { decodeText } from "../pickle/text.ts";
import { quote } from "../../core/model/escape.ts";
import { storageTypeNamed, type TorchType } from "./torch_type.ts";

/** What a pickle says of a storage that lies outside of it. */
export interface StorageId {
  readonly type: TorchType;
  readonly key: string;
  readonly elements: number;
  /** Legacy: the storage is a part of the one named by `key`. */
  readonly view?: { readonly key: string; readonly offset: number; readonly elements: number };
}

/**
 * Reads a persistent id of the form `("storage", class, key, location, elements)`,
 * with a sixth member in the legacy layout.
 */
export function readStorageId(id: PickleValue, tools: Pick<PlanTools, "fail">): StorageId {
  const fail: PlanTools["fail"] = tools.fail.bind(tools);
  if (!(id instanceof PickleTuple)) return fail(`a persistent id is of type ${typeOf(id)}, not a tuple`);
  const [kind, storageClass, key, , count, view] = id.items;
  const kindText = textOf(kind);
  if (kindText !== "storage") return fail(`a persistent id is of kind ${quote(kindText ?? "?")}, not "storage"`);
  const className = nameOf(storageClass);
  const type = className === undefined ? undefined : storageTypeNamed(className);
  if (!type) return fail(`a storage is of the class ${quote(className ?? "?")}, which is not known`);
  const keyText = textOf(key), elements = integerOf(count);
  if (keyText === undefined) return fail("a storage has no key");
  if (elements === undefined || elements < 0) return fail(`the storage ${quote(keyText)} has no valid element count`);
  if (view === undefined || view === null) return { type, key: keyText, elements };
  return { type, key: keyText, elements, view: readView(view, elements, fail) };
}

function readView(view: PickleValue, rootElements: number, fail: PlanTools["fail"]): StorageId["view"] {
  const [key, offsetValue, elementsValue] = view instanceof PickleTuple ? view.items : [];
  const keyText = textOf(key), offset = integerOf(offsetValue), elements = integerOf(elementsValue);
  if (keyText === undefined || offset === undefined || elements === undefined) {
    return fail("a view of a storage is not (key, offset, elements)");
  }
  if (offset < 0 || elements < 0 || offset + elements > rootElements) {
    return fail(`a view of ${elements} elements from ${offset} on leaves its storage of ${rootElements}`);
  }
  return { key: keyText, offset, elements };
}

// Keys are numbers in the oldest files, and Python 2 wrote text as bytes.
function textOf(value: PickleValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? decodeText(value) : undefined;
}
