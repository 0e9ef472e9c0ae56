import type { LoadContext } from "../../core/plugin.ts";

/** Takes a row and the line, from 1, on which it starts. */
export type TakeRow = (cells: string[], line: number) => void;

/** Where in a row the scanner is. */
type Mode =
  /** Before the first character of a row. */
  | "row"
  /** Before the first character of a further cell. */
  | "cell"
  /** In a cell without quotes, or behind a closing quote. */
  | "plain"
  | "quoted"
  /** Behind a quote in a quoted cell: it closes the cell unless another follows. */
  | "quote"
  /** Behind a CR that ended a row: a LF belongs to it. */
  | "return";

const LF = 10, CR = 13, QUOTE = 34;

/**
 * Splits text into rows and cells as RFC 4180 has it, piece by piece. Cells
 * keep every character, the line ends in quoted ones too; LF, CRLF and CR end
 * rows; an empty line is a row without cells. A quote inside a cell that does
 * not start with one stands for itself.
 */
export class CsvScanner {
  /** Quoted cells that go on behind their closing quote, which are read as Python reads them. */
  readonly malformed: { count: number; firstLine?: number } = { count: 0 };
  readonly #delimiter: number;
  readonly #context: LoadContext;
  readonly #take: TakeRow;
  #mode: Mode = "row";
  #cells: string[] = [];
  /** The current cell, as far as earlier pieces and quotes have it. */
  #parts: string[] = [];
  #length = 0;
  #line = 1;
  #rowLine = 1;
  #quoteLine = 1;
  #afterReturn = false;

  constructor(delimiter: string, context: LoadContext, take: TakeRow) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#context = context;
    this.#take = take;
  }

  /** Scans the next piece of the text. */
  push(text: string): void {
    if (text.includes("\0")) this.#refuseNul(text);
    for (let at = 0; at < text.length;) {
      if (this.#mode === "quoted") at = this.#scanQuoted(text, at);
      else if (this.#mode === "plain") at = this.#scanPlain(text, at);
      else at = this.#scanStart(text, at);
    }
  }

  /** Ends the text: the last row needs no line end. */
  finish(): void {
    if (this.#mode === "quoted") {
      this.#context.fail("a quoted cell that starts here is not closed", { line: this.#quoteLine });
    }
    if (this.#mode !== "row" && this.#mode !== "return") this.#endRow();
  }

  /** One character that decides what follows. */
  #scanStart(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (this.#mode === "return") {
      this.#mode = "row";
      if (code === LF) return at + 1;
    }
    if (this.#mode === "quote") return this.#scanBehindQuote(code, at);
    if (this.#mode === "row") {
      this.#rowLine = this.#line;
      if (code === LF || code === CR) return this.#endLine(code, at, true);
    }
    if (code !== QUOTE) {
      this.#mode = "plain";
      return at;
    }
    this.#mode = "quoted";
    this.#quoteLine = this.#line;
    return at + 1;
  }

  #scanBehindQuote(code: number, at: number): number {
    if (code === QUOTE) {
      this.#add('"');
      this.#mode = "quoted";
      return at + 1;
    }
    this.#mode = "plain";
    if (code !== this.#delimiter && code !== LF && code !== CR) {
      this.malformed.count++;
      this.malformed.firstLine ??= this.#line;
    }
    return at;
  }

  #scanPlain(text: string, start: number): number {
    const delimiter = this.#delimiter;
    let at = start, code = 0;
    for (; at < text.length; at++) {
      code = text.charCodeAt(at);
      if (code === delimiter || code === LF || code === CR) break;
    }
    if (at > start) this.#add(text.slice(start, at));
    if (at === text.length) return at;
    if (code !== delimiter) return this.#endLine(code, at, false);
    this.#endCell();
    this.#mode = "cell";
    return at + 1;
  }

  #scanQuoted(text: string, start: number): number {
    let at = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      // CRLF is one line end, also where it is cut in two.
      if (code === CR || (code === LF && !this.#afterReturn)) this.#line++;
      this.#afterReturn = code === CR;
    }
    if (at > start) this.#add(text.slice(start, at));
    if (at === text.length) return at;
    this.#afterReturn = false;
    this.#mode = "quote";
    return at + 1;
  }

  #endLine(code: number, at: number, isEmpty: boolean): number {
    this.#line++;
    if (isEmpty) this.#take([], this.#rowLine);
    else this.#endRow();
    this.#mode = code === CR ? "return" : "row";
    return at + 1;
  }

  #add(part: string): void {
    this.#length += part.length;
    const { textBytes } = this.#context.limits;
    if (this.#length > textBytes) {
      this.#context.exceeds(`a cell has more than ${textBytes} characters`, { line: this.#rowLine });
    }
    this.#parts.push(part);
  }

  #endCell(): void {
    const { columns } = this.#context.limits;
    if (this.#cells.length === columns) {
      this.#context.exceeds(`a row has more than ${columns} cells`, { line: this.#rowLine });
    }
    this.#cells.push(this.#parts.length === 1 ? this.#parts[0]! : this.#parts.join(""));
    this.#parts = [];
    this.#length = 0;
  }

  #endRow(): void {
    this.#endCell();
    const cells = this.#cells;
    this.#cells = [];
    this.#take(cells, this.#rowLine);
  }

  #refuseNul(text: string): never {
    const before = text.slice(0, text.indexOf("\0")).match(/\r\n?|\n/g)?.length ?? 0;
    this.#context.fail("it has a NUL character, so it is not a table of text", { line: this.#line + before });
  }
}
