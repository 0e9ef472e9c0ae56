import type { JSONScanner } from "jsonc-parser";
// The scanner alone: the package's main module is in CommonJS, which takes Deno ten times as long to start.
// @ts-types="./scanner.d.ts"
import { createScanner } from "jsonc-parser/scanner";

/** Kinds of tokens, as the scanner numbers them; its own enumeration does not exist at run time. */
export const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  blank: 15,
  unknown: 16,
  end: 17,
} as const;

/** Why the scanner refuses a token, by the number of its error. */
const SCAN_ERRORS: Readonly<Record<number, string>> = {
  1: "a comment is not closed",
  2: "a text is not closed on its line",
  3: "digits are missing at the end of a number",
  4: "\\u in a text is not followed by four hexadecimal digits",
  5: "a text has a backslash before a character that needs none",
  6: "a text has a control character, which JSON writes as an escape",
};

/** A line and a column, both from 1; columns count UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** How often something that is not JSON was met, and where first. */
export interface Tally {
  count: number;
  first?: TextPlace;
}

/**
 * The tokens of a JSON text one by one, without blanks and comments. Comments
 * are counted.
 */
export class JsonTokens {
  readonly comments: Tally = { count: 0 };
  readonly #scanner: JSONScanner;
  /** One of `TOKEN`. */
  kind: number = TOKEN.unknown;

  constructor(text: string) {
    this.#scanner = createScanner(text, false);
    this.advance();
  }

  /** Goes to the next token. */
  advance(): void {
    for (;;) {
      const kind: number = this.#scanner.scan();
      if (kind === TOKEN.blank || kind === TOKEN.lineBreak) continue;
      this.kind = kind;
      if (kind !== TOKEN.lineComment && kind !== TOKEN.blockComment) return;
      if (this.error !== undefined) return;
      countAt(this.comments, this.place);
    }
  }

  is(kind: number): boolean {
    return this.kind === kind;
  }

  /** Why the token is malformed; `undefined` if it is not. */
  get error(): string | undefined {
    return SCAN_ERRORS[this.#scanner.getTokenError() as number];
  }

  /** A text's characters, a number's or a word's spelling. */
  get value(): string {
    return this.#scanner.getTokenValue();
  }

  /** Where the token starts in the text. */
  get offset(): number {
    return this.#scanner.getTokenOffset();
  }

  /** Where the token ends in the text. */
  get end(): number {
    return this.#scanner.getPosition();
  }

  /** The token's line, from 0. */
  get line(): number {
    return this.#scanner.getTokenStartLine();
  }

  get place(): TextPlace {
    return { line: this.line + 1, column: this.#scanner.getTokenStartCharacter() + 1 };
  }
}

/** Counts an occurrence, and keeps the place of the first. */
export function countAt(tally: Tally, place: TextPlace): void {
  tally.count++;
  tally.first ??= place;
}
