import { LONGEST_NUMBER } from "../../core/model/decimal.ts";
import { quote } from "../../core/model/escape.ts";
import { numberScalar } from "../../core/model/number_scalar.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { countAt, JsonTokens, type Tally, type TextPlace, TOKEN } from "./json_tokens.ts";

/** A container that is still open. */
type Frame =
  & { readonly place: TextPlace }
  & ({ readonly entries: Map<string, TreeNode>; key: string } | { readonly entries: null; readonly items: TreeNode[] });

/**
 * Builds trees from the values of a JSON text, one call a value. Python's NaN
 * and infinities are numbers; comments and trailing commas are passed over and
 * counted; the last of several members with one key counts, and the user is
 * told. Iterative: depth costs no stack.
 */
export class JsonParser {
  readonly trailingCommas: Tally = { count: 0 };
  readonly duplicates: Tally = { count: 0 };
  readonly #tokens: JsonTokens;
  readonly #context: LoadContext;
  readonly #open: Frame[] = [];
  #nodes = 0;
  /** The line that the value may not leave; `null`: it may. */
  #onlyLine: number | null = null;
  #endLine = -1;

  constructor(text: string, context: LoadContext) {
    this.#tokens = new JsonTokens(text);
    this.#context = context;
  }

  get comments(): Tally {
    return this.#tokens.comments;
  }

  /** Whether the text has no further value. */
  get atEnd(): boolean {
    return this.#tokens.kind === TOKEN.end;
  }

  /** Where the next value starts. */
  get place(): TextPlace {
    return this.#tokens.place;
  }

  /** Where the last value ended: its line, from 1. */
  get endLine(): number {
    return this.#endLine + 1;
  }

  /** Reads a value that has its line to itself. */
  readLine(): TreeNode {
    const tokens = this.#tokens;
    if (tokens.line === this.#endLine) this.#context.fail("the line goes on behind its value", tokens.place);
    this.#onlyLine = tokens.line;
    return this.readValue();
  }

  /** Reads the value that starts here and goes behind it. */
  readValue(): TreeNode {
    const tokens = this.#tokens;
    for (;;) {
      let node: TreeNode | undefined;
      if (tokens.kind === TOKEN.openBrace || tokens.kind === TOKEN.openBracket) {
        this.#openContainer();
        if (!this.#atClose()) {
          this.#readKey();
          continue;
        }
        node = this.#closeContainer();
      } else {
        node = this.#scalar();
        this.#advance();
      }
      node = this.#place(node);
      if (node) return node;
    }
  }

  /** Puts a finished node where it belongs. Gives the root when that is finished, nothing if a value must follow. */
  #place(node: TreeNode): TreeNode | undefined {
    for (let frame = this.#open.at(-1); frame !== undefined; frame = this.#open.at(-1)) {
      if (frame.entries) frame.entries.set(frame.key, node);
      else frame.items.push(node);
      if (this.#tokens.kind === TOKEN.comma) {
        const comma = this.#tokens.place;
        this.#advance();
        if (!this.#atClose()) {
          this.#readKey();
          return undefined;
        }
        countAt(this.trailingCommas, comma);
      } else if (!this.#atClose()) this.#refuse(`"," or "${frame.entries ? "}" : "]"}"`);
      node = this.#closeContainer();
    }
    return node;
  }

  #openContainer(): void {
    const { kind, place } = this.#tokens;
    const { depth } = this.#context.limits;
    this.#count();
    if (this.#open.length >= depth) this.#context.exceeds(`it is nested deeper than ${depth} levels`, place);
    const isMap = kind === TOKEN.openBrace;
    this.#open.push(isMap ? { place, entries: new Map(), key: "" } : { place, entries: null, items: [] });
    this.#advance();
  }

  #atClose(): boolean {
    const frame = this.#open.at(-1)!;
    return this.#tokens.kind === (frame.entries ? TOKEN.closeBrace : TOKEN.closeBracket);
  }

  #closeContainer(): TreeNode {
    const frame = this.#open.pop()!;
    this.#advance();
    return frame.entries ? { kind: "map", entries: frame.entries } : { kind: "list", items: frame.items };
  }

  /** In an object: reads a key and its colon. */
  #readKey(): void {
    const frame = this.#open.at(-1)!;
    if (!frame.entries) return;
    const tokens = this.#tokens;
    if (!tokens.is(TOKEN.string)) this.#refuse("a key in double quotes");
    if (tokens.error !== undefined) this.#context.fail(tokens.error, tokens.place);
    frame.key = tokens.value;
    if (frame.entries.has(frame.key)) this.#noteDuplicate(frame.key);
    this.#advance();
    if (!tokens.is(TOKEN.colon)) this.#refuse(`":" after a key`);
    this.#advance();
  }

  #noteDuplicate(key: string): void {
    countAt(this.duplicates, this.#tokens.place);
    if (this.duplicates.count <= SHOWN_DUPLICATES) {
      this.#context.note(`the key ${quote(key)} occurs again in its object; the last value counts`, this.#tokens.place);
    }
  }

  #scalar(): TreeNode {
    const tokens = this.#tokens;
    if (tokens.error !== undefined) this.#context.fail(tokens.error, tokens.place);
    this.#count();
    switch (tokens.kind) {
      case TOKEN.string:
        return { kind: "scalar", type: "string", value: tokens.value };
      case TOKEN.number:
        return this.#number(tokens.value);
      case TOKEN.true:
        return TRUE;
      case TOKEN.false:
        return FALSE;
      case TOKEN.null:
        return NULL;
      default:
        return this.#word();
    }
  }

  #number(literal: string): TreeNode {
    if (literal.length > LONGEST_NUMBER) {
      this.#context.exceeds(
        `a number has ${literal.length} characters, but may have ${LONGEST_NUMBER}`,
        this.#tokens.place,
      );
    }
    return numberScalar(literal);
  }

  /** Python's NaN, Infinity and -Infinity; the scanner gives the minus as a word of its own. */
  #word(): TreeNode {
    const tokens = this.#tokens;
    const { value, offset } = tokens;
    if (tokens.is(TOKEN.unknown) && value === "NaN") return { kind: "scalar", type: "float", value: NaN };
    if (tokens.is(TOKEN.unknown) && value === "Infinity") return { kind: "scalar", type: "float", value: Infinity };
    if (!tokens.is(TOKEN.unknown) || value !== "-") this.#refuse("a value");
    this.#advance();
    if (tokens.value !== "Infinity" || tokens.offset !== offset + 1) this.#refuse(`a number after "-"`);
    return { kind: "scalar", type: "float", value: -Infinity };
  }

  #count(): void {
    const { limits } = this.#context;
    if (++this.#nodes > limits.nodes) {
      this.#context.exceeds(`it has more than ${limits.nodes} values`, this.#tokens.place);
    }
  }

  #advance(): void {
    const tokens = this.#tokens;
    this.#endLine = tokens.line;
    tokens.advance();
    if (this.#onlyLine === null || this.#open.length === 0 || tokens.line === this.#onlyLine) return;
    this.#context.fail("the line ends inside a value", { line: this.#onlyLine + 1 });
  }

  #refuse(expected: string): never {
    const tokens = this.#tokens;
    if (tokens.error !== undefined) this.#context.fail(tokens.error, tokens.place);
    const frame = this.#open.at(-1);
    if (tokens.kind !== TOKEN.end) this.#context.fail(`found ${this.#found()}, expected ${expected}`, tokens.place);
    if (!frame) this.#context.fail(`the text ends where ${expected} is expected`, tokens.place);
    const { line, column } = frame.place;
    const what = frame.entries ? "object" : "array";
    this.#context.fail(`the text ends in the ${what} that starts at line ${line}, column ${column}`, tokens.place);
  }

  #found(): string {
    const { kind, value } = this.#tokens;
    const spelled = PUNCTUATION[kind] ?? value;
    return spelled.length > 40 ? `${quote(spelled.slice(0, 40))}...` : quote(spelled);
  }
}

/** Duplicate keys that are told one by one; the rest are counted. */
export const SHOWN_DUPLICATES = 5;

const TRUE: TreeNode = { kind: "scalar", type: "bool", value: true };
const FALSE: TreeNode = { kind: "scalar", type: "bool", value: false };
const NULL: TreeNode = { kind: "scalar", type: "null", value: null };

const PUNCTUATION: Readonly<Record<number, string>> = {
  [TOKEN.openBrace]: "{",
  [TOKEN.closeBrace]: "}",
  [TOKEN.openBracket]: "[",
  [TOKEN.closeBracket]: "]",
  [TOKEN.comma]: ",",
  [TOKEN.colon]: ":",
  [TOKEN.null]: "null",
  [TOKEN.true]: "true",
  [TOKEN.false]: "false",
};
