import { quote } from "../../core/model/escape.ts";
import type { NumpyType } from "../pickle/numpy_type_code.ts";
import type { Literal, LiteralSequence } from "./literal.ts";
import { isObjectCode, parseTypeCode } from "../pickle/numpy_type_code.ts";

/** The element type of an .npy file. */
export type ElementType =
  | { readonly kind: "plain"; readonly type: NumpyType }
  | { readonly kind: "record"; readonly itemBytes: number; readonly columns: readonly Column[] }
  /** Python objects, alone or in a structured type: the data are a pickle. */
  | { readonly kind: "object" };

/** A column of a structured type. */
export interface Column {
  /** Nested names with dots, places in a subarray with brackets: `box.corner[0][1]`. */
  readonly name: string;
  readonly type: NumpyType;
  /** Where it starts in an element, in bytes. */
  readonly offset: number;
}

/** Why a description is not read. */
export interface DescrError {
  readonly kind: "malformed" | "unsupported" | "limit";
  readonly reason: string;
}

/**
 * Reads NumPy's description of an element type: a code, or a list of fields
 * `(name, description)` or `(name, description, shape)`, each description
 * again a code or a list. Nested fields and subarrays become columns.
 *
 * @example
 * ```ts
 * import { readDescr } from "./descr.ts";
 * import { parseLiteral } from "./literal.ts";
 * import type { Literal } from "./literal.ts";
 * import { assert, assertEquals } from "@std/assert";
 * const type = readDescr(parseLiteral("[('xy', '<f4', (2,)), ('', '|V4'), ('n', '|u1')]", 9) as Literal, 100);
 * assert(type.kind === "record");
 * assertEquals(type.columns.map(({ name, offset }) => [name, offset]), [["xy[0]", 0], ["xy[1]", 4], ["n", 12]]);
 * ```
 */
export function readDescr(descr: Literal, mostColumns: number): ElementType | DescrError {
  if (typeof descr !== "string") return new RecordReader(mostColumns).read(descr);
  if (isObjectCode(descr)) return { kind: "object" };
  const type = parseTypeCode(descr);
  if (!type) return unknownType(descr);
  return type.itemBytes > 0 ? { kind: "plain", type } : noBytes();
}

/** Whether a description could not be read. */
export function isDescrError(value: ElementType | DescrError): value is DescrError {
  return "reason" in value;
}

function unknownType(code: string): DescrError {
  return { kind: "unsupported", reason: `its element type ${quote(code)} is unknown` };
}

function noBytes(): DescrError {
  return { kind: "unsupported", reason: "its elements have no bytes" };
}

function malformed(reason: string): DescrError {
  return { kind: "malformed", reason: `its structured type ${reason}` };
}

/** Work that is left: a field to place, or the copies of a subarray still to come. */
interface Pending {
  readonly prefix: string;
  readonly descr: Literal;
  /** Lengths of the subarray axes that are still to be unfolded. */
  readonly axes: readonly number[];
  /** A gap that keeps the next field aligned. */
  readonly isPadding?: boolean;
}

/** Unfolds fields in order with a stack of its own; the offset runs along. */
class RecordReader {
  readonly #mostColumns: number;
  /** Most steps: also what adds no column costs one, as padding and empty subarrays. */
  readonly #mostSteps: number;
  readonly #columns: Column[] = [];
  #offset = 0;
  #hasObjects = false;

  constructor(mostColumns: number) {
    this.#mostColumns = mostColumns;
    this.#mostSteps = 8 * mostColumns;
  }

  read(descr: Literal): ElementType | DescrError {
    const open: Pending[] = [{ prefix: "", descr, axes: [] }];
    for (let steps = 0; open.length > 0; steps++) {
      const next = this.#unfold(open.pop()!);
      if ("reason" in next) return next;
      for (let i = next.length - 1; i >= 0; i--) open.push(next[i]!);
      if (this.#columns.length > this.#mostColumns || steps + open.length > this.#mostSteps) {
        return { kind: "limit", reason: `its structured type unfolds to more than ${this.#mostColumns} columns` };
      }
    }
    if (this.#hasObjects) return { kind: "object" };
    if (this.#offset === 0) return noBytes();
    return { kind: "record", itemBytes: this.#offset, columns: this.#columns };
  }

  #unfold({ prefix, descr, axes, isPadding }: Pending): readonly Pending[] | DescrError {
    const [size, ...inner] = axes;
    if (size !== undefined) {
      if (size > this.#mostColumns) return malformed(`has a subarray of ${size} elements`);
      return Array.from({ length: size }, (_, index) => ({ prefix: `${prefix}[${index}]`, descr, axes: inner }));
    }
    if (typeof descr === "string") return this.#place(prefix, descr, isPadding);
    if (typeof descr !== "object" || descr === null || descr.kind === "dict") {
      return malformed("has a field without a type");
    }
    if (descr.kind === "tuple") return subarray(prefix, descr);
    const fields: Pending[] = [];
    for (const item of descr.items) {
      const field = readField(prefix, item);
      if ("reason" in field) return field;
      fields.push(field);
    }
    return fields;
  }

  #place(name: string, code: string, isPadding = false): readonly Pending[] | DescrError {
    if (isObjectCode(code)) {
      this.#hasObjects = true;
      return [];
    }
    const type = parseTypeCode(code);
    if (!type) return unknownType(code);
    if (!isPadding && type.itemBytes > 0) this.#columns.push({ name, type, offset: this.#offset });
    this.#offset += type.itemBytes;
    return Number.isSafeInteger(this.#offset * 8) ? [] : malformed("has more bytes than can be counted");
  }
}

function readField(prefix: string, item: Literal): Pending | DescrError {
  if (
    typeof item !== "object" || item === null || item.kind !== "tuple" || item.items.length < 2 || item.items.length > 3
  ) {
    return malformed("has a field that is not a name with a type");
  }
  const [nameItem, descr, shape] = item.items;
  // A field with a title: (title, name).
  const name = isSequence(nameItem) && nameItem.items.length === 2 ? nameItem.items[1] : nameItem;
  if (typeof name !== "string") return malformed("has a field whose name is not a text");
  const axes = shape === undefined ? [] : readAxes(shape);
  if (!axes) return malformed(`has a field ${quote(name)} whose shape is not a tuple of counts`);
  const isPadding = name === "" && typeof descr === "string" && /^\|?V\d+$/.test(descr);
  return { prefix: prefix === "" ? name : `${prefix}.${name}`, descr: descr!, axes, isPadding };
}

/** A description `(type, shape)`. */
function subarray(prefix: string, { items }: LiteralSequence): readonly Pending[] | DescrError {
  const axes = items.length === 2 ? readAxes(items[1]!) : undefined;
  return axes ? [{ prefix, descr: items[0]!, axes }] : malformed("has a field without a type");
}

function readAxes(shape: Literal): readonly number[] | undefined {
  const items = isSequence(shape) ? shape.items : [shape];
  return items.every((size) => Number.isSafeInteger(size) && (size as number) >= 0)
    ? items as readonly number[]
    : undefined;
}

function isSequence(value: Literal | undefined): value is LiteralSequence {
  return typeof value === "object" && value !== null && value.kind !== "dict";
}
