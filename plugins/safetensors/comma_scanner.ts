const QUOTE = 0x22, COMMA = 0x2c, BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b, CLOSE_BRACKET = 0x5d, OPEN_BRACE = 0x7b, CLOSE_BRACE = 0x7d;

/**
 * Finds the commas between the members of a JSON object, block by block. It
 * starts behind the object's brace. Of a text that is not JSON it may find any:
 * what lies between them still has to be parsed.
 *
 * @example
 * ```ts
 * import { CommaScanner } from "./comma_scanner.ts";
 * import { assertEquals } from "@std/assert";
 * const scanner = new CommaScanner();
 * assertEquals(['"a": [1, 2], "b,', '": {}, "c": 0}'].map((block) => scanner.lastComma(block)), [11, 5]);
 * ```
 */
export class CommaScanner {
  /** Objects and lists that are open, the object itself included. */
  #depth = 1;
  #inString = false;
  /** The next character follows a backslash. */
  #isEscaped = false;

  /** Index of the last comma in the block that ends a member; -1 without one. */
  lastComma(block: string): number {
    let last = -1;
    for (let index = 0; index < block.length; index++) {
      const code = block.charCodeAt(index);
      if (this.#inString) this.#scanString(code);
      else if (code === QUOTE) this.#inString = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth++;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) this.#depth--;
      else if (code === COMMA && this.#depth === 1) last = index;
    }
    return last;
  }

  #scanString(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (code === BACKSLASH) this.#isEscaped = true;
    else if (code === QUOTE) this.#inString = false;
  }
}
