/** A value of a Python literal as headers use it: texts, integers, booleans, `None`, lists, tuples and dictionaries. */
export type Literal = string | number | boolean | null | LiteralSequence | LiteralDict;

/** A list or a tuple. */
export interface LiteralSequence {
  readonly kind: "list" | "tuple";
  readonly items: readonly Literal[];
}

/** A dictionary with texts as keys. */
export interface LiteralDict {
  readonly kind: "dict";
  readonly entries: ReadonlyMap<string, Literal>;
}

/** Why a text is no literal, and where. */
export interface LiteralError {
  readonly error: string;
  /** Index of the character. */
  readonly index: number;
}

const TOKEN = String.raw`(?<space>\s+)|(?<open>[([{])|(?<close>[)\]}])|(?<mark>[,:])|(?<number>-?\d+)L?|` +
  String.raw`(?<name>True|False|None)|[bu]?(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
const NAMES = { True: true, False: false, None: null } as const;
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Reads a Python literal; nothing is evaluated. Iterative, so that the text
 * decides no depth of recursion.
 *
 * @example
 * ```ts
 * import { parseLiteral } from "./literal.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseLiteral("('<f4', 3L)", 9), { kind: "tuple", items: ["<f4", 3] });
 * assertEquals(parseLiteral("exit()", 9), { error: "it is not a Python literal", index: 0 });
 * ```
 */
export function parseLiteral(text: string, depth: number): Literal | LiteralError {
  const parser = new LiteralParser(depth);
  const token = new RegExp(TOKEN, "y");
  for (let index = 0; index < text.length; index = token.lastIndex) {
    token.lastIndex = index;
    const groups = token.exec(text)?.groups;
    const error = groups ? parser.take(groups) : "it is not a Python literal";
    if (error !== undefined) return { error, index };
  }
  return parser.whole ? parser.whole.value : { error: "the literal does not end", index: text.length };
}

/** Whether reading failed. */
export function isLiteralError(value: Literal | LiteralError): value is LiteralError {
  return typeof value === "object" && value !== null && "error" in value;
}

/** A bracket that is open. */
interface Frame {
  readonly open: string;
  /** Members; in a dictionary keys and values in turn. */
  readonly items: Literal[];
  commas: number;
}

class LiteralParser {
  readonly #depth: number;
  readonly #frames: Frame[] = [];
  /** The literal, once its last token was taken; a box, since it may be `None`. */
  whole: { readonly value: Literal } | undefined;
  /** What the next token may be: a value, or what follows one. */
  #afterValue = false;
  #afterColon = false;

  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Takes a token; gives the error if it cannot stand here. */
  take({ space, open, close, mark, number, name, text }: Record<string, string | undefined>): string | undefined {
    if (space !== undefined) return undefined;
    if (this.whole) return "something follows the literal";
    if (open !== undefined) return this.#open(open);
    if (close !== undefined) return this.#close(close);
    if (mark !== undefined) return this.#mark(mark);
    if (this.#afterValue) return "a comma is missing";
    if (number !== undefined) return this.#value(Number(number));
    if (name !== undefined) return this.#value(NAMES[name as keyof typeof NAMES]);
    const value = unescapeText(text!.slice(1, -1));
    return value === undefined ? "a text has an unknown escape" : this.#value(value);
  }

  #open(open: string): string | undefined {
    if (this.#afterValue) return "a comma is missing";
    if (this.#frames.length >= this.#depth) return `it is nested deeper than ${this.#depth} levels`;
    this.#frames.push({ open, items: [], commas: 0 });
    this.#afterColon = false;
    return undefined;
  }

  #close(close: string): string | undefined {
    const frame = this.#frames.pop();
    if (!frame || CLOSERS[frame.open] !== close || this.#afterColon) return "a bracket closes nothing";
    this.#afterValue = false;
    if (frame.open !== "{") {
      // (3) is 3; the comma makes the tuple.
      if (frame.open === "(" && frame.items.length === 1 && frame.commas === 0) return this.#value(frame.items[0]!);
      return this.#value({ kind: frame.open === "(" ? "tuple" : "list", items: frame.items });
    }
    const entries = new Map<string, Literal>();
    for (let i = 0; i < frame.items.length; i += 2) {
      const key = frame.items[i];
      if (typeof key !== "string" || i + 1 >= frame.items.length) return "a dictionary has a key that is not a text";
      entries.set(key, frame.items[i + 1]!);
    }
    return this.#value({ kind: "dict", entries });
  }

  #mark(mark: string): string | undefined {
    const frame = this.#frames.at(-1);
    const isKey = frame?.open === "{" && frame.items.length % 2 === 1;
    if (!frame || !this.#afterValue || (mark === ":") !== isKey) {
      return `a ${mark === ":" ? "colon" : "comma"} is out of place`;
    }
    if (mark === ",") frame.commas++;
    this.#afterColon = mark === ":";
    this.#afterValue = false;
    return undefined;
  }

  #value(value: Literal): undefined {
    const frame = this.#frames.at(-1);
    if (frame) frame.items.push(value);
    else this.whole = { value };
    this.#afterValue = true;
    this.#afterColon = false;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\", "'": "'", '"': '"' };

function unescapeText(text: string): string | undefined {
  let isKnown = true;
  const plain = text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g,
    (_, x, u, wide, other) => {
      const code = x ?? u ?? wide;
      const character = code === undefined ? ESCAPES[other] : characterOf(parseInt(code, 16));
      isKnown &&= character !== undefined;
      return character ?? "";
    },
  );
  return isKnown ? plain : undefined;
}

function characterOf(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
